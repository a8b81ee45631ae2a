import type { EvidenceLabel } from "#classification/assessment.ts";
import type { VocabularyRule } from "#classification/vocabulary-rule.ts";

/**
 * Something the caller has does not do what it should, in any trade. Where people call to have things mended that is new
 * work; where they live, stay or are clients already it is help with what they have, so the trade says what it means.
 */
export function troubleWith(labels: readonly EvidenceLabel[]): readonly VocabularyRule[] {
  return [
    {
      rule: "something-is-wrong",
      labels,
      weight: 2,
      phrases: [
        "came|come|comes|coming|fell|fallen|falling|popped|broke|snapped ..1 off|out|over|apart|loose|down|undone",
        "isnt|not|stopped|wont|doesnt|dont|quit|aint|cant|never|hardly|barely ..2 work*|drain*|flush*|turn|turning|start|starting|heat|heating|cool|cooling|run|running|open*|close*|clos*|spin*|latch|lock|fit|fits|light|load*|connect*|print*|charge|charging|hold|ring*|buzz|respond*|send*|sync*|show*|close|shut|stay|fill|move|click|swallow|chew|hear|see|bend|sleep",
        "broken|busted|cracked|clogged|jammed|torn|chipped|frayed|bent|loose|crooked|sagging|peeling|rotting|rusted|warped|dripping|drips|chirping|beeping|blinking|flickering|flickers|squeaking|squeaky|rattling|grinding|gurgling|humming|buzzing|sticking|stuck|tripping|glitching|crashing|leaning|wobbly|moldy|outdated",
        "acting up|weird|funny|strange",
        "making|makes ..4 noise|noises|sound|sounds",
        "has|have|had|been|is|are|went ..1 out|down|dead ..3 for|since|again|all|on|in",
        "problem|problems|trouble|issue|issues ..1 with",
        "something|somethings wrong|off|broken",
        "no ..1 sound|signal|picture|pressure|wifi|internet|light|lights|towels",
        "hasnt|havent|isnt|wasnt|not|never ..1 been ..1 cleaned|fixed|serviced|emptied|delivered|replaced|updated|posted",
        "keeps|keep ..1 tripping|running|leaking|clogging|shutting|crashing|freezing|dropping|beeping|falling|coming|going|sticking|failing|timing",
        "crack|hole|dent|tear|chip|bump|lump|stain in|on ..1 it|my|our|the",
      ],
    },
  ];
}
