import short from './jest.config.js';

/**
 * The tests that take minutes: `npm run test:long`.
 * @type {import('jest').Config}
 */
export default {
  ...short,
  testMatch: ['<rootDir>/test/long/**/*.long.ts'],
  testTimeout: 900_000,
  // They load the machine, so they run one after another.
  maxWorkers: 1,
};
