/** Cells of a CSV file without its heading; for files whose cells hold no comma. */
export const csvRows = (text: string): string[][] =>
  text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
