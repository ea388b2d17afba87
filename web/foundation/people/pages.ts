import type { SlicePages } from '../../kernel/pages.ts'

export const peoplePages: SlicePages = {
  everywhere: [
    { path: '/me', page: () => import('./profile-page.tsx').then((m) => m.ProfilePage) },
    { path: '/me/sessions', page: () => import('./sessions-page.tsx').then((m) => m.SessionsPage) },
  ],
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
