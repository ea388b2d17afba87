export const said = {
  unknownPosition: {
    en: 'This position was not given to you for this space. Start again without one, or from 0.',
    fr: 'Cette position ne vous a pas été donnée pour cet espace. Recommencez sans position, ou à partir de 0.',
  },
} as const
