import type { Work } from '../../kernel/work.ts'
import { scanWaiting, untilScan } from './scanning.ts'

export const work: Work[] = [
  {
    name: 'scanning',
    title: { en: 'Virus scan of files', fr: 'Analyse antivirus des fichiers' },
    next: untilScan,
    askEvery: 10_000,
    run: scanWaiting,
  },
]
