import type { PageFault } from '../entry.ts';
import type { LoadedKnowledge } from '../load-knowledge.ts';
import { type Coverage, describeCoverage, formatCoverage } from './coverage.ts';

/** What `check --json` prints. */
export interface CheckReport {
  readonly pages: number;
  readonly entries: number;
  readonly faults: readonly PageFault[];
  /** Only where there are pages that were not written for Pasteur. */
  readonly coverage?: Coverage;
}

/** Puts together what a check found. */
export function checkReport(knowledge: LoadedKnowledge, faults: readonly PageFault[]): CheckReport {
  const coverage = describeCoverage(knowledge);
  return {
    pages: knowledge.pages.length,
    entries: knowledge.entries.length,
    faults: faults.map(({ level, page, line, column, message, cure }) => ({
      level,
      page,
      line,
      column,
      message,
      cure,
    })),
    ...(coverage === undefined ? {} : { coverage }),
  };
}

/** Faults for a person: one a paragraph, with the place in the form that editors and terminals make clickable. */
export function formatFaults({ pages, entries, faults, coverage }: CheckReport): string {
  const lines = faults.map(
    ({ level, page, line, column, message, cure }) =>
      `${page}:${line}:${column}: ${level}: ${message}\n    ${cure}\n`,
  );
  const errors = faults.filter(({ level }) => level === 'error').length;
  const warnings = faults.length - errors;
  const outcome =
    faults.length === 0 ? 'nothing to mend' : `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  const summary = coverage === undefined ? '' : formatCoverage(coverage);
  return [
    ...lines,
    summary,
    `${count(pages, 'page')}, ${count(entries, 'entry', 'entries')}: ${outcome}\n`,
  ].join('');
}

/** Faults as workflow commands, which GitHub shows beside the lines of a pull request. */
export function formatGithub(faults: readonly PageFault[]): string {
  return faults
    .map(({ level, page, line, column, message, cure }) => {
      const place = `file=${escapeProperty(page)},line=${line},col=${column}`;
      return `::${level} ${place}::${escapeData(`${message}. ${cure}`)}\n`;
    })
    .join('');
}

// What must be escaped: github.com/actions/toolkit, packages/core/src/command.ts.
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
