import { element, type XmlElement } from "#providers/telephony/twiml-family/xml.ts";

/** TeXML's bound of a Dial's timeout. */
const longestDialSeconds = 120;

/** The differences between TeXML and TwiML in the verbs we write (docs/rules.md T4.4). */
export function spellTexml(written: XmlElement): XmlElement {
  const { name, attributes, children } = written;
  switch (name) {
    case "Dial": {
      // The call counts as answered before our first document is asked for, so there is nothing to hold back.
      const { answerOnBridge: _none, timeout, ...others } = attributes;
      const bounded = timeout === undefined ? undefined : Math.min(Number(timeout), longestDialSeconds);
      return element(name, { ...others, timeout: bounded }, ...children);
    }
    case "Record": {
      const { transcribe, transcribeCallback, action, ...others } = attributes;
      return element(
        name,
        {
          ...others,
          // Its own address: the request to `action` may look like one to the status callback.
          action: `${action}?left=1`,
          channels: "single",
          transcription: transcribe,
          transcriptionCallback: transcribeCallback,
        },
        ...children,
      );
    }
    // Only the voice `alice` speaks other languages.
    case "Say":
      return element(
        name,
        { voice: attributes["language"] === undefined ? undefined : "alice", ...attributes },
        ...children,
      );
    default:
      return written;
  }
}
