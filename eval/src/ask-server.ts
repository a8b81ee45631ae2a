import type { QuestionAboutMessage } from "@ringback/core/classification/model/question.ts";
import { z } from "zod";

const completion = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });

/** A server that speaks OpenAI's chat completions, for measuring; the product's adapter does more. */
export interface ModelServer {
  /** Ends before `/chat/completions`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly key: string | null;
}

/** Asks one question. @throws Error with the status when the server does not answer it */
export async function askServer({ baseUrl, model, key }: ModelServer, question: QuestionAboutMessage): Promise<string> {
  const { instructions, data, schema, schemaName, outputTokensMax } = question;
  const response = await fetch(`${baseUrl.replace(/\/+$/, "")}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({
      model,
      messages: [
        { role: "system", content: instructions },
        { role: "user", content: data },
      ],
      max_tokens: outputTokensMax,
      temperature: 0,
      response_format: { type: "json_schema", json_schema: { name: schemaName, strict: true, schema } },
    }),
    signal: AbortSignal.timeout(120_000),
  });
  if (!response.ok) throw new Error(`The model's server answered HTTP ${response.status}.`);
  return completion.parse(await response.json()).choices[0]?.message.content ?? "";
}
