/** Before which entry of the audit a page of it begins; `undefined` for the newest. */
export const positionIn = ({ searchParams }: URL): number | undefined => {
  const text = searchParams.get('before') ?? ''
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}
