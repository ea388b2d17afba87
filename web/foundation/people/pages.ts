import type { SlicePages } from '../../kernel/pages.ts'

export const peoplePages: SlicePages = {
  atTheDoor: [
    { path: '/sign-in', page: () => import('./sign-in-page.tsx').then((m) => m.SignInPage) },
    {
      path: '/forgot-password',
      page: () => import('./forgot-password-page.tsx').then((m) => m.ForgotPasswordPage),
    },
    {
      path: '/reset-password/{token}',
      page: () => import('./reset-password-page.tsx').then((m) => m.ResetPasswordPage),
    },
  ],
}
