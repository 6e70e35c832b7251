const TRANSFER = /^trf_([0-9a-z]{26})_(\d{1,15})$/;

/** A transfer's id: its member's id and its place in the member's own sequence. */
export const transferId = (member: string, seq: number): string =>
  `trf_${member.slice("mem_".length)}_${seq}`;

/** The key behind {@link transferId}, or null when the text is no transfer's id. */
export function transferKey(id: string): { member: string; seq: number } | null {
  const [, member, seq] = TRANSFER.exec(id) ?? [];
  return member && seq ? { member: `mem_${member}`, seq: Number(seq) } : null;
}
