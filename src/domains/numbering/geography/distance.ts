/** A place on the globe, in degrees. */
export type Point = { readonly latitude: number; readonly longitude: number }

/** Great-circle distance in kilometers. */
export function distanceKm(a: Point, b: Point): number {
  const radians = Math.PI / 180
  const half = (from: number, to: number) => Math.sin(((to - from) * radians) / 2) ** 2
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * half(a.longitude, b.longitude)
  return 2 * 6371 * Math.asin(Math.sqrt(chord))
}
