import type { CentrePage } from '../model.ts'

type Place = Pick<
  CentrePage,
  'street' | 'postcode' | 'town' | 'latitude' | 'longitude' | 'positionApproximate'
>

/**
 * Where openstreetmap.org shows the house; phones with a map application of their own offer to open it there.
 * `undefined` for every centre whose street is not public.
 */
export const mapAddress = (place: Place): string | undefined => {
  const { street, postcode, town, latitude, longitude, positionApproximate } = place
  if (street === null || town === null) return undefined
  if (latitude !== null && longitude !== null && !positionApproximate) {
    return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`
  }
  const query = [street, [postcode, town].filter(Boolean).join(' ')].join(', ')
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(query)}`
}
