import { encode } from "uqr";

interface QrProps {
  readonly text: string;
  readonly label: string;
}

/** A QR code, dark on white in any colour scheme, as readers need it. */
export function Qr({ text, label }: QrProps) {
  // The quiet zone around it is four modules, as ISO/IEC 18004 asks.
  const { size, data } = encode(text, { ecc: "M", border: 4 });
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={data.map(rowPath).join("")} fill="#000" />
    </svg>
  );
}

/** Each run of dark modules of a row as one rectangle. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = "";
  for (let x = 0; x < row.length; x++) {
    const start = x;
    while (row[x]) x++;
    if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`;
  }
  return path;
}
