import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Tokens = ReadonlyMap<string, string>;

const css = (name: string): string => readFileSync(new URL(`../../../../client/theme/${name}.css`, import.meta.url), "utf8");

const tokensOf = (block: string): Tokens => new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((found) => [found[1] ?? "", found[2] ?? ""]));

const accentsOf = (dark: boolean): ReadonlyMap<string, Tokens> =>
  new Map(
    [...css("accents").matchAll(/([^{}]*\[data-accent="(\w+)"\])\s*\{([^}]*)\}/g)]
      .filter((found) => (found[1] ?? "").includes('data-theme="dark"') === dark)
      .map((found) => [found[2] ?? "", tokensOf(found[3] ?? "")]),
  );

/** Relative luminance (WCAG) of `oklch(l c h)`. */
const luminance = (color: string): number => {
  const [l = 0, c = 0, h = 0] = (/oklch\(([\d.]+) ([\d.]+) ([\d.]+)/.exec(color) ?? []).slice(1).map(Number);
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const [x, y, z] = [l + 0.3963377774 * a + 0.2158037573 * b, l - 0.1055613458 * a - 0.0638541728 * b, l - 0.0894841775 * a - 1.291485548 * b].map((part) => part ** 3) as [number, number, number];
  const linear = [4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z, -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z, -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z];
  const [red, green, blue] = linear.map((part) => Math.min(1, Math.max(0, part))) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const HUES = [25, 55, 85, 130, 160, 190, 220, 250, 285, 320, 350];
const SURFACES = ["--surface-0", "--surface-1", "--surface-2", "--surface-3", "--surface-raised"];

describe.each([
  ["light", tokensOf(css("light")), accentsOf(false)],
  ["dark", tokensOf(css("dark")), accentsOf(true)],
] as const)("[UI-AA] %s", (_, theme, accents) => {
  const of = (name: string, accent?: Tokens): string => {
    const value = accent?.get(name) ?? theme.get(name);
    if (!value) throw new Error(`no token ${name}`);
    return value;
  };
  it("text of every strength is legible on every surface", () => {
    const poor = SURFACES.flatMap((surface) =>
      ["--text", "--text-muted", "--text-quiet", "--danger-text", "--warning-text", "--positive-text"]
        .map((text) => [text, surface, Number(contrast(of(text), of(surface)).toFixed(2))] as const)
        .filter(([, , ratio]) => ratio < 4.5),
    );
    expect(poor).toEqual([]);
  });
  it("chips and toned buttons are legible", () => {
    for (const tone of ["positive", "warning", "danger"]) expect(contrast(of(`--${tone}-text`), of(`--${tone}-soft`))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of("--on-danger"), of("--danger"))).toBeGreaterThanOrEqual(4.5);
  });
  it("all three accents are legible as text, chip and button", () => {
    expect([...accents.keys()]).toEqual(["tide", "pine", "clay"]);
    for (const accent of accents.values()) {
      expect(contrast(of("--on-accent", accent), of("--accent", accent))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(of("--on-accent", accent), of("--accent-strong", accent))).toBeGreaterThanOrEqual(4.5);
      for (const ground of ["--surface-1", "--surface-3", "--accent-soft"]) expect(contrast(of("--accent-text", accent), of(ground, accent))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(of("--text-quiet"), of("--accent-soft", accent))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(of("--accent", accent), of("--surface-1"))).toBeGreaterThanOrEqual(3);
    }
  });
  it("frames of inputs stand out from what they stand on", () => {
    for (const surface of ["--surface-1", "--surface-raised"]) expect(contrast(of("--line-control"), of(surface))).toBeGreaterThanOrEqual(3);
  });
  it("initials are legible on every presence colour", () => {
    const colors = HUES.map((hue) => `oklch(${theme.get("--presence-l")} ${theme.get("--presence-c")} ${hue})`);
    expect(colors.filter((color) => contrast(color, of("--on-presence")) < 4.5)).toEqual([]);
  });
});
