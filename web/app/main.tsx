import '../styles/tokens.css'
import '../styles/typeface.css'
import '../styles/base.css'
import '../styles/print.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { followKeyboard } from '../kernel/keyboard.ts'
import { queries } from '../kernel/queries.ts'
import { Notices } from '../ui/notices.tsx'
import { Overlays } from '../ui/overlays.tsx'
import { apply } from './appearance.ts'
import { followLinks } from './links.ts'
import { Reading } from './reading.tsx'
import { followReleases } from './releases.ts'
import { router } from './router.tsx'

apply()
followKeyboard()
followLinks()
followReleases()

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Reading>
        <RouterProvider router={router} />
        <Notices />
        <Overlays />
      </Reading>
    </QueryClientProvider>
  </StrictMode>,
)
