import { serveJobs } from '../../kernel/worker-thread.ts'
import { differences } from './differences.ts'

serveJobs({ differences })
