import { saveFile } from "./save-file.ts";
import { tokenColor } from "./tokens.ts";

const SCALE = 2;
const MARGIN = 24;
const HEAD = 40;

const blobOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture could not be made"))), "image/png");
  });

const CARRIED = ["fill", "stroke", "stroke-width", "font-family", "font-size", "font-weight", "text-anchor", "opacity", "dominant-baseline", "font-variant-numeric", "stroke-dasharray"];

/** A picture of an SVG stands alone, so what its style sheets say is written into it. */
const imageOfSvg = async (svg: SVGSVGElement): Promise<HTMLImageElement> => {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, index) => {
    const style = getComputedStyle(element);
    const target = to[index] as SVGElement | undefined;
    for (const name of CARRIED) target?.style.setProperty(name, style.getPropertyValue(name));
  });
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
};

/** A line written beside the drawing, with the strength of the colour it is drawn in. */
export interface PictureKey {
  readonly text: string;
  readonly token: string;
  readonly strength: number;
}

const KEY_WIDTH = 320;
const KEY_LINE = 24;

const drawKey = (pen: CanvasRenderingContext2D, frame: HTMLElement, key: readonly PictureKey[], x: number, y: number): void => {
  pen.font = `13px ${getComputedStyle(frame).fontFamily}`;
  key.forEach(({ text, token, strength }, index) => {
    const line = y + index * KEY_LINE;
    pen.globalAlpha = strength;
    pen.fillStyle = tokenColor(frame, token);
    pen.fillRect(x, line, 10, 10);
    pen.globalAlpha = 1;
    pen.fillStyle = tokenColor(frame, "--text");
    pen.fillText(text, x + 18, line + 10, KEY_WIDTH - 18);
  });
};

/** Saves the drawing inside `frame` (an SVG or a canvas) with its title and key on the theme's background. */
export const saveChartPng = async (frame: HTMLElement, title: string, fileName: string, key: readonly PictureKey[] = []): Promise<void> => {
  const drawing = frame.querySelector<SVGSVGElement | HTMLCanvasElement>("svg[data-chart], canvas");
  if (!drawing) return;
  const { width, height } = drawing.getBoundingClientRect();
  const source = drawing instanceof HTMLCanvasElement ? drawing : await imageOfSvg(drawing);
  const beside = key.length > 0 ? KEY_WIDTH + MARGIN : 0;
  const canvas = document.createElement("canvas");
  canvas.width = (width + beside + 2 * MARGIN) * SCALE;
  canvas.height = (Math.max(height, key.length * KEY_LINE) + 2 * MARGIN + HEAD) * SCALE;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.scale(SCALE, SCALE);
  pen.fillStyle = tokenColor(frame, "--surface-1");
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = tokenColor(frame, "--text");
  pen.font = `600 16px ${getComputedStyle(frame).fontFamily}`;
  pen.fillText(title, MARGIN, MARGIN + 16);
  pen.drawImage(source, MARGIN, MARGIN + HEAD, width, height);
  drawKey(pen, frame, key, width + 2 * MARGIN, MARGIN + HEAD);
  saveFile(fileName, await blobOf(canvas));
};
