import type { Call } from './handler.ts'

/** Paging links in the documented text form. */
export interface PagingLinks {
  readonly first: string
  readonly next: string | undefined
}

/**
 * Links to the first and the next page of a list, with the filters of the request kept. `path` is the list's own, `next`
 * the `page` value that the next page begins with, or undefined on the last page.
 */
export function pagingLinks({ query, link }: Pick<Call<unknown, object, unknown>, 'query' | 'link'>, path: string, next: string | undefined): PagingLinks {
  const at = (page: string, rel: string) => {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...query, page })) {
      for (const each of [value].flat()) if (each !== undefined) search.append(name, String(each))
    }
    return `Link=<${link(`${path}?${search}`)}>;rel="${rel}";`
  }
  return { first: at('1', 'first'), next: next === undefined ? undefined : at(next, 'next') }
}
