import type { OrdinaryText } from './ordinary-faults.ts';

/** What people and healthy programs write all day. A phrase that fires on one of them would answer everything. */
const EVERYDAY = [
  'Good morning everyone, the deployment to production is done.',
  'Something went wrong, please try again later.',
  'An error occurred while processing your request. See the log for details.',
  'There was an error in the build, can somebody have a look?',
  'The build failed again on main, I will restart it.',
  'Is anybody else unable to connect to the server today?',
  'The request failed, I do not know why. It works on my machine.',
  'Connection to the database was fine yesterday.',
  'Thanks, that worked! I had to restart the service.',
  'INFO Server started on port 8080 in 2.3 seconds',
  'INFO request completed status=200 duration=12ms path=/api/orders',
  'DEBUG opening connection to database host=db-1 pool=10',
  'WARN configuration file not found, using default values',
  'ERROR failed to process message',
  'ERROR: command failed with exit code 1',
  'Error: unexpected error',
  'Exception in thread "main"',
  'Traceback (most recent call last):',
  'Process finished with exit code 0',
  'try { await connect(); } catch (error) { console.error("connection failed", error); }',
  'Fixed a bug where the connection was not closed after a timeout.',
  'The service is not available during the maintenance tonight from 22:00 to 23:00.',
  'Please review my pull request: it adds retries for failed requests.',
  'Permission for the new colleague was granted.',
  'npm install finished, 0 vulnerabilities found',
  'GET /healthz HTTP/1.1 200 OK',
] as const;

/** Ordinary texts that are a part of Pasteur itself, so that they are there in every installation. */
export const EVERYDAY_TEXTS: readonly OrdinaryText[] = EVERYDAY.map((text) => ({
  source: 'everyday text',
  text,
}));
