/** HSDS's envelope of one page of a list. */
export interface OpenDataPage {
  readonly total_items: number
  readonly total_pages: number
  readonly page_number: number
  readonly size: number
  readonly first_page: boolean
  readonly last_page: boolean
  readonly empty: boolean
  readonly contents: readonly object[]
}

/** Puts items into the envelope. A page after the last is empty and says so. */
export const openDataPage = (
  contents: readonly object[],
  totalItems: number,
  { page, perPage }: { readonly page: number; readonly perPage: number }
): OpenDataPage => {
  const pages = Math.max(1, Math.ceil(totalItems / perPage))
  return {
    total_items: totalItems,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents
  }
}
