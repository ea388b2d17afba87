export const said = {
  noMailServer: {
    en: 'No mail server is configured: set SMTP_URL, or pass the message on yourself.',
    fr: 'Aucun serveur de messagerie n’est configuré : définissez SMTP_URL ou transmettez le message vous-même.',
  },
  alreadySent: {
    en: 'This e-mail has already been sent.',
    fr: 'Ce message a déjà été envoyé.',
  },
} as const
