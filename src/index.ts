export { BUNDLED_KNOWLEDGE } from './knowledge/bundled-knowledge.ts';
export type { Entry, Knowledge, PageFault, Rule } from './knowledge/entry.ts';
export { loadKnowledge } from './knowledge/load-knowledge.ts';
export { createTriage } from './triage/create-triage.ts';
export { type GroupedText, groupTexts, type TextGroup } from './triage/group-texts.ts';
export { type GuardedGroup, joinGuarded } from './triage/open-gaps.ts';
export type {
  Evidence,
  Match,
  ScorePart,
  Signal,
  Triage,
  TriageOptions,
  TriageResult,
  Verdict,
} from './triage/result.ts';
export { plainLines, tellingPart, tellingPlace } from './triage/telling-part.ts';
