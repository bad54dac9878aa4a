import { encode } from "uqr";
import { createMemo, type JSX } from "solid-js";
import { qrPath } from "./qr-path.ts";

/** Light modules that cameras need around a code. */
const MARGIN = 4;

/** A text as a QR code: dark on white in every theme, because cameras look for that. */
export const QrCode = (props: { readonly text: string; readonly label: string }): JSX.Element => {
  const code = createMemo(() => encode(props.text, { ecc: "M", border: 0 }));
  const side = (): number => code().size + 2 * MARGIN;
  return (
    <svg class="account-qr" role="img" aria-label={props.label} viewBox={`${-MARGIN} ${-MARGIN} ${side()} ${side()}`} shape-rendering="crispEdges">
      <rect x={-MARGIN} y={-MARGIN} width={side()} height={side()} fill="#fff" />
      <path d={qrPath(code().data)} fill="#000" />
    </svg>
  );
};
