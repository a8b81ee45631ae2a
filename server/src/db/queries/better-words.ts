// Which words of a voicemail are shown where there are several. `t`, `r` and `a` are the transcript, recording, assessment.
import { sql } from "kysely";

/** The better transcript first: one with words, then the speech service's, then the newest. */
export const betterTranscriptFirst = sql`t.state = 'ready' desc, t.source = 'speech-service' desc, t.created_at desc, t.id desc`;

/** The judgement of the phone system's transcript, where the speech service has said the same better, last; then the newest. */
export const betterAssessmentFirst = sql`exists (select from ringback.transcript w
    join ringback.transcript s on s.account_id = w.account_id and s.call_id = w.call_id and s.source = 'speech-service' and s.state = 'ready'
    where w.account_id = a.account_id and w.id = a.transcript_id and w.source = 'provider'), a.created_at desc, a.id desc`;

/** Where the words of a recording stand, from its best transcript: the sound itself may say that there are none. */
export const wordsStanding = sql`case when t.state in ('ready', 'no-speech') then t.state
    when r.heard in ('silence', 'too-short', 'tone-or-music') then 'no-speech'
    when r.words_awaited then 'on-its-way'
    else coalesce(t.state, case when r.state in ('announced', 'fetched') then 'on-its-way' else 'none' end) end`;
