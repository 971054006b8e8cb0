/** Where a resource is counted on overviews: the first word of its location (the room of `room rack unit`), else its domain, else ''. */
export function placeName({ location, domain }: { readonly location: string; readonly domain: string }): string {
  return location.trim().split(/\s+/)[0] || domain.trim();
}
