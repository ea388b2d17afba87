import { serveJobs } from '../../kernel/worker-pool.ts'
import { jobs } from './jobs.ts'

serveJobs(jobs)
