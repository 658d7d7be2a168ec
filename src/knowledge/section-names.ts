/** What a heading of a page announces. */
export type SectionKind = 'symptoms' | 'causes' | 'steps' | 'examples' | 'counterExamples' | 'references';

export interface SectionName {
  readonly kind: SectionKind;
  /** Sections of one kind are read in this order, lower first, then in the order of the page. */
  readonly rank: number;
}

/** Names in lower case by kind and rank. Diagnosis and Impact say why and how badly, after what names the cause itself. */
const NAMES: readonly (SectionName & { readonly names: string })[] = [
  {
    kind: 'symptoms',
    rank: 0,
    names: `symptoms|symptom|meaning|problem|the problem|problem statement|problem description|description|summary|overview|issue|error|error message|error messages|what you see|what happens|what happened|what is happening|about|alert description|introduction|background|context
      |симптомы|симптом|проблема|описание|описание проблемы|признаки|ошибка|сообщение об ошибке|значение
      |증상|문제|문제 설명|설명|개요|의미|오류|오류 메시지|현상
      |symptome|problembeschreibung|beschreibung|bedeutung|fehlerbild|fehlermeldung
      |symptômes|symptôme|problème|le problème|signification|message d'erreur
      |síntomas|síntoma|problema|el problema|descripción|significado|mensaje de error
      |sintomas|sintoma|descrição|o problema|mensagem de erro
      |sintomi|sintomo|descrizione|significato|il problema|messaggio di errore
      |症状|现象|故障现象|问题|问题描述|描述|说明|含义|错误信息|報錯訊息|問題|現象
      |概要|意味|説明|エラーメッセージ|事象|エラー内容`,
  },
  {
    kind: 'causes',
    rank: 0,
    names: `causes|cause|cause(s)|causes of the error|reason|reasons|why|why it happens|why this happens|why does this happen|why is this happening|why did this happen|why am i getting this error|what causes this|what causes it|what causes this error|explanation
      |причины|причина|почему|почему это происходит|почему так происходит|почему это случилось|возможные причины|вероятные причины|первопричина|корневая причина
      |원인|이유|왜|가능한 원인|발생 원인|왜 발생하나요|근본 원인
      |ursache|ursachen|grund|gründe|mögliche ursachen|warum|warum passiert das
      |causes possibles|raison|raisons|pourquoi|la cause|cause racine
      |causa|causas|motivo|motivos|razón|razones|por qué|por qué ocurre|posibles causas|causas posibles|causa raíz
      |por quê|porque|por que acontece|possíveis causas|causas possíveis|causa raiz
      |cause possibili|possibili cause|perché|perché succede|ragione|motivi
      |原因|可能原因|可能的原因|故障原因|原因分析|为什么|根本原因|根因|為什麼|理由|考えられる原因|発生原因|なぜ`,
  },
  {
    kind: 'causes',
    rank: 1,
    names: `diagnosis|diagnose|diagnostics|diagnosing|investigation|investigate|investigating|analysis|root cause analysis|how to diagnose|how to investigate|debugging|debug|triage|checks|what to check|verify|verification of the problem
      |диагностика|анализ|диагноз|как диагностировать|расследование
      |진단|분석|조사|진단 방법
      |analyse|fehleranalyse|diagnostik
      |diagnostic|diagnóstico|análisis|análise|investigación|investigação|diagnosi|analisi
      |诊断|分析|排查|问题分析|故障排查|診断|調査|診斷`,
  },
  {
    kind: 'causes',
    rank: 2,
    names: `impact|business impact|customer impact|user impact|consequences|effect|effects|severity and impact
      |влияние|последствия|воздействие|영향|auswirkung|auswirkungen|folgen|conséquences|impacto|consecuencias|consequências|impatto|conseguenze
      |影响|影响范围|影響|影響範囲`,
  },
  {
    kind: 'steps',
    rank: 0,
    names: `steps|step|resolution|resolutions|resolve|resolving|mitigation|mitigations|mitigate|fix|fixes|the fix|how to fix|how to fix it|how to fix this|how to fix the error|how to solve|how to solve it|how to solve this|how to resolve|how to resolve it|how to resolve this|solution|solutions|the solution|solution(s)|remediation|remedy|remedies|remediate|workaround|workarounds|what to do|what can i do|what should i do|action|actions|actions to take|next steps|recovery|recover|procedure|runbook|playbook|answer|response|troubleshooting|troubleshoot|how to troubleshoot|cure|instructions|corrective action|corrective actions|recommended action|recommended actions|suggested action|suggested actions|recommendations|recommendation
      |шаги|шаги решения|шаги по устранению|решение|решения|исправление|как исправить|как решить|как устранить|что делать|устранение|устранение проблемы|действия|порядок действий|обходной путь|обходное решение|рекомендации|варианты решения|способы решения
      |단계|해결|해결 방법|해결방법|해결책|해결 단계|조치|조치 방법|대응|대응 방법|대처 방법|복구|완화|임시 조치|문제 해결|어떻게 해야 하나요
      |schritte|lösung|lösungen|behebung|abhilfe|maßnahmen|maßnahme|vorgehen|was tun|was ist zu tun|fehlerbehebung|problemlösung|umgehung|workaround(s)|lösungsschritte|so beheben sie das problem
      |étapes|étape|résolution|correction|corriger|que faire|remède|contournement|marche à suivre|comment résoudre|comment corriger|atténuation|dépannage|mesures
      |pasos|paso|solución|soluciones|resolución|qué hacer|cómo solucionarlo|cómo solucionar|cómo resolver|cómo arreglarlo|mitigación|corrección|acciones|procedimiento|pasos a seguir|remedio
      |passos|solução|soluções|resolução|o que fazer|como resolver|como corrigir|mitigação|correção|ações|procedimento|contorno
      |passi|passaggi|soluzione|soluzioni|risoluzione|cosa fare|come risolvere|mitigazione|correzione|azioni|procedura|rimedio
      |步骤|解决|解决方法|解决办法|解决方案|处理方法|处理步骤|处理|怎么办|怎么解决|如何解决|修复|修复方法|缓解|缓解措施|应对措施|操作步骤|排查步骤|解決方法|解決辦法|解決方案|處理方法
      |手順|対処|対処法|対処方法|対応|対応方法|対策|解決|解決策|回避策|復旧手順|緩和策|どうすればよいか`,
  },
  {
    kind: 'examples',
    rank: 0,
    names:
      'examples|example|captured examples|captures|примеры|пример|예시|beispiele|exemples|ejemplos|exemplos|esempi|示例|例',
  },
  {
    kind: 'counterExamples',
    rank: 0,
    names: 'not examples|not an example|counterexamples|counter-examples|counter examples|не примеры',
  },
  {
    kind: 'references',
    rank: 0,
    names: `references|reference|see also|links|further reading|related links|read more|more information|additional resources|additional information|resources|documentation|external links|sources
      |ссылки|см. также|источники|дополнительно|документация|참고|참고 자료|참조|관련 링크|referenzen|verweise|siehe auch|weiterführende links|références|voir aussi|liens|referencias|véase también|enlaces|ver también|referências|veja também|riferimenti|vedi anche|collegamenti
      |参考|参考资料|参考链接|相关链接|參考資料|参考文献|参考リンク|関連リンク`,
  },
];

const BY_NAME: ReadonlyMap<string, SectionName> = new Map(
  NAMES.flatMap(({ kind, rank, names }) =>
    names.split('|').map((name): [string, SectionName] => [name.trim(), { kind, rank }]),
  ),
);

/** Words before the name that do not change what it announces: "Possible causes", "Mitigation steps" loses the last. */
const LEADING =
  /^(?:(?:the|possible|likely|common|potential|probable|typical|main|most|root|known|recommended|suggested|immediate|quick|short-term|long-term|temporary|permanent|full|manual|initial|detailed|alert|error)\s+)+/;
const TRAILING =
  /\s+(?:steps?|actions?|procedures?|instructions?|options?|guide|details?|section|this|it|this error|the error|this issue|the issue|the problem)$/;

/** What the heading `title` announces, by its usual synonyms in several languages; undefined for a heading of the page's own. */
export function sectionName(title: string): SectionName | undefined {
  const name = title
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\{#[^}]*\}\s*$/, '')
    // Numbering, emoji and punctuation around the name.
    .replace(/^(?:step\s+)?[\d.)\s]+(?=\D)/, '')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/[^\p{L}\p{N})]+$/u, '')
    .replaceAll(/\s+/g, ' ');
  const bare = name.replace(LEADING, '');
  return BY_NAME.get(name) ?? BY_NAME.get(bare) ?? BY_NAME.get(bare.replace(TRAILING, '')) ?? compound(bare);
}

/** "Causes and solutions" announces the last of its parts, "Symptoms / Impact" the first: steps are what a reader needs most. */
function compound(name: string): SectionName | undefined {
  const parts = name.split(/\s*(?:\/|,|&|\+|\band\b|\bor\b)\s*/).map((part) => BY_NAME.get(part));
  if (parts.length < 2 || parts.includes(undefined)) return undefined;
  return parts.find((part) => part?.kind === 'steps') ?? parts[0];
}

/** Headings that a page written for Pasteur has, for telling a slip from a heading of its own. */
export const OWN_HEADINGS = [
  'Symptoms',
  'Causes',
  'Steps',
  'Examples',
  'Not examples',
  'References',
] as const;
