import type { Conversion, NotConverted } from '@corsmith/lint';
import { differenceLines } from '../diff/screen.js';
import type { Screen } from '../terminal/diagnosis.js';
import { BLANK, besideLabel, type Line, labelled, paragraph } from '../terminal/line.js';
import { bullets, recipeLines, stepLines } from '../terminal/recipe.js';

/** More are counted, not shown. */
const MOST = 5;

/** The configuration for the other stack, then what it cannot express. */
export function convertScreen(results: readonly (Conversion | NotConverted)[], screen: Screen): Line[] {
  return results.flatMap((one, index) => [
    ...(index > 0 ? [BLANK] : []),
    ...('why' in one ? refusedLines(one, screen.width) : conversionLines(one, screen)),
  ]);
}

function refusedLines({ file, line, why }: NotConverted, width: number): Line[] {
  return [
    [['bad', `✗ ${file}:${line} is not converted`]],
    ...labelled('Not known', paragraph(why, besideLabel(width))),
  ];
}

function conversionLines(conversion: Conversion, { width, detail }: Screen): Line[] {
  const { file, line, where, recipe, leftOut, comparison, comparedWith } = conversion;
  const room = besideLabel(width);
  const { differences } = comparison;
  const shown = detail === 'verbose' ? differences : differences.slice(0, MOST);
  const rest = differences.length - shown.length;
  const verdict: Line =
    differences.length > 0
      ? [['bad', '✗ Not the same'], `: ${differences.length === 1 ? '1 request' : `${differences.length} requests`}`]
      : leftOut.length > 0
        ? ['? The same for every request, with a note']
        : [['good', '✓ The same: no request’s outcome differs']];
  return [
    [...verdict, ['dim', `   ${file}:${line}${where === undefined ? '' : `, ${where}`}`]],
    BLANK,
    ...recipeLines(recipe, { seen: undefined, width }),
    ...(leftOut.length > 0 ? [BLANK, ...labelled('Left out', bullets(leftOut, room))] : []),
    ...shown.flatMap((one) => [BLANK, ...differenceLines(one, width)]),
    ...(rest > 0 ? [BLANK, [`  and ${rest} more: --verbose shows them`] satisfies Line] : []),
    ...(recipe.steps.length > 0 ? [BLANK, ...labelled('Then', stepLines(recipe.steps, room))] : []),
    ...(recipe.pitfalls.length > 0 ? [BLANK, ...labelled('Beware', bullets(recipe.pitfalls, room))] : []),
    ...(comparedWith === 'policy'
      ? [BLANK, ...labelled('Compared', paragraph('With the policy: the result can’t be read back yet.', room))]
      : []),
  ];
}
