import { createMemoryHomePictures } from '../../src/slack/charts/memory-home-pictures.ts';
import { describeHomePictures } from '../store/home-pictures-contract.ts';

describe('in memory', () => {
  describeHomePictures(() => createMemoryHomePictures(() => 0));
});
