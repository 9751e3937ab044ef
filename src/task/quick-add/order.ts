/** Owns which stands first in figures, the day or the month: by the person’s locale, else by their zone. */
import type { When } from '../../lib/calendar.ts'

/** Regions that write 12/24 for Christmas Eve. */
const MONTH_FIRST_REGIONS = new Set(['US', 'CA', 'PH', 'PR', 'GU', 'AS', 'FM', 'PW', 'MH', 'VI'])
/** Zones of such regions; UTC is here because it says nothing and English without a region is American. */
const MONTH_FIRST_ZONES =
  /^(?:US\/|Canada\/|UTC$|Etc\/|Pacific\/(?:Honolulu|Guam|Pago_Pago)|Asia\/Manila|America\/(?:New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Juneau|Sitka|Nome|Adak|Yakutat|Metlakatla|Detroit|Boise|Menominee|Indiana\/|Indianapolis|Kentucky\/|Louisville|North_Dakota\/|Puerto_Rico|St_Thomas|Toronto|Vancouver|Edmonton|Winnipeg|Halifax|Regina|St_Johns|Montreal|Moncton|Whitehorse|Yellowknife|Iqaluit|Goose_Bay|Thunder_Bay|Swift_Current))/

const regionOf = (locale: string): string | undefined => {
  try {
    return new Intl.Locale(locale).region
  } catch {
    return undefined // not a locale: the zone decides
  }
}

/** @param language of the words; only English is ever written month first */
export const monthFirst = ({ locale, time_zone }: When, language: string): boolean => {
  const region = locale === undefined ? undefined : regionOf(locale)
  if (region !== undefined) return MONTH_FIRST_REGIONS.has(region) && /^en/i.test(locale ?? '')
  if (language !== 'en' || (locale !== undefined && !/^en/i.test(locale))) return false
  return MONTH_FIRST_ZONES.test(time_zone)
}
