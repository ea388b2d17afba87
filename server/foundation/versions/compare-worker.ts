import { serveJobs } from '../../kernel/worker-pool.ts'
import { differences } from './differences.ts'

serveJobs({ differences })
