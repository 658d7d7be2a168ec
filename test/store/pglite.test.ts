import { describeStore } from './contract.ts';

describeStore('PGlite', async () => undefined);
