import { createPageFaults, type PageFaults } from '../page-faults.ts';

/** One collection of faults for each page. */
export function createFaultBook(): {
  readonly of: (page: string) => PageFaults;
  readonly all: () => PageFaults['list'];
} {
  const pages = new Map<string, PageFaults>();
  return {
    of(page) {
      const faults = pages.get(page) ?? createPageFaults(page);
      pages.set(page, faults);
      return faults;
    },
    all: () => [...pages.values()].flatMap(({ list }) => list),
  };
}
