interface Amount {
  readonly name: string;
  readonly value: number;
  readonly shown: string;
}

/** Amounts of one kind as bars below each other, in words and numbers too. */
export function Rows({ amounts }: { readonly amounts: readonly Amount[] }) {
  const max = Math.max(1, ...amounts.map(({ value }) => value));
  return (
    <dl class="rows">
      {amounts.map(({ name, value, shown }) => (
        <div>
          <dt>{name}</dt>
          <dd>{shown}</dd>
          <dd>
            <svg width="100%" height="8" aria-hidden="true">
              <rect class="track" width="100%" height="8" rx="4" />
              <rect class="tone-1" width={`${(value / max) * 100}%`} height="8" rx="4" />
            </svg>
          </dd>
        </div>
      ))}
    </dl>
  );
}
