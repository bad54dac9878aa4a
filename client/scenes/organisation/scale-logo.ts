import { imageProblem, MAX_IMAGE } from "#domain/schema/image.ts";
import { err, ok, type Result } from "#domain/result.ts";

/** Longest edges that are tried, in pixels, the finest first. */
const EDGES = [320, 192, 96] as const;
const DRAWN = ["image/png", "image/webp"] as const;

export type LogoProblem = NonNullable<ReturnType<typeof imageProblem>>;

const addressOf = async (blob: Blob): Promise<string> => {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:${blob.type};base64,${btoa(binary)}`;
};

const checked = (address: string): Result<string, LogoProblem> => {
  const problem = imageProblem(address);
  return problem ? err(problem) : ok(address);
};

const draw = async (picture: ImageBitmap, edge: number, type: string): Promise<Blob> => {
  const share = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * share)), Math.max(1, Math.round(picture.height * share)));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type, quality: 0.9 });
};

/** A picture file as it is kept: an SVG as it is, anything else that the browser can draw made small enough. */
export const logoOf = async (file: Blob): Promise<Result<string, LogoProblem>> => {
  if (file.type === "image/svg+xml") return file.size > MAX_IMAGE ? err("imageTooLarge") : checked(await addressOf(file));
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return err("notImage");
  }
  for (const edge of EDGES) {
    for (const type of DRAWN) {
      const blob = await draw(picture, edge, type);
      if (blob.type === type && blob.size <= MAX_IMAGE) return checked(await addressOf(blob));
    }
  }
  return err("imageTooLarge");
};
