import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'

// Shared with the web UI, which imports it lazily, as the library is large. Telephone numbers in the form of E.164,
// `+33612345678`.

/**
 * Reads a number as it is typed or pasted; without a country code it is one of the given country. Returns undefined for what cannot
 * be called.
 */
export function readPhone(typed: string, country: string): string | undefined {
  if (typed.length > 60) return undefined
  const text = typed
    .normalize('NFKC')
    .replace(/^\s*tel:/i, '')
    .replace(/^\s*00/, '+')
  const number = parsePhoneNumberFromString(text, {
    ...(isSupportedCountry(country) && { defaultCountry: country }),
    extract: false,
  })
  return number?.isValid() && !number.ext ? number.number : undefined
}

/** As people in the country dial it: “06 12 34 56 78”; of another country with its code. */
export function sayPhone(phone: string, country: string): string {
  const number = parsePhoneNumberFromString(phone)
  if (!number) return phone
  const isHere =
    isSupportedCountry(country) && number.countryCallingCode === getCountryCallingCode(country)
  return isHere ? number.formatNational() : number.formatInternational()
}
