import type { LucideIcon } from 'lucide-react'
import {
  File,
  FileArchive,
  FileAudio,
  FileCode,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileVideo,
  Presentation,
} from 'lucide-react'

const icons: [RegExp, LucideIcon][] = [
  [/^image\//, FileImage],
  [/^audio\//, FileAudio],
  [/^video\//, FileVideo],
  [/spreadsheet|excel|csv/, FileSpreadsheet],
  [/presentation|powerpoint/, Presentation],
  [/zip|compressed|x-tar|gzip|x-7z/, FileArchive],
  [/pdf|word|opendocument\.text|rtf|text\/(plain|markdown)/, FileText],
  [/html|xml|json|javascript|text\//, FileCode],
]

/** An icon for the type of a file, by its media type. */
export function iconOf(type: string): LucideIcon {
  return icons.find(([kind]) => kind.test(type))?.[1] ?? File
}
