/** Files that the binary carries compressed (`build/binary.ts`); a checkout has them as they are made. */

/** First four bytes of what zstd compressed. */
const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** The content of a file, whether or not zstd compressed it. */
export const unpacked = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
  const bytes = Buffer.from(await Bun.file(path).arrayBuffer())
  const packed = bytes.subarray(0, ZSTD_MAGIC.length).equals(ZSTD_MAGIC)
  return packed ? ((await Bun.zstdDecompress(bytes)) as Buffer<ArrayBuffer>) : bytes
}
