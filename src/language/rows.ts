/** Owns the tables of `key: text`, parted by line ends and bars. */
export const rowsOf = (table: string): Record<string, string> =>
  Object.fromEntries(
    table
      .split(/\n| \| /)
      .map((row) => row.trim())
      .filter(Boolean)
      .map((row) => {
        const at = row.search(/: /)
        return [row.slice(0, at), row.slice(at + 2)]
      }),
  )
