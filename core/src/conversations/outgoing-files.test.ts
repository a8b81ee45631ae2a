import { expect, test } from "vitest";
import { filesRefusalWords, mostOutgoingFiles, outgoingBytesTogether, refuseFiles } from "./outgoing-files.ts";
import { refusePictures } from "./refuse-pictures.ts";

const picture = { contentType: "image/jpeg", size: 400_000 };
const ours = "+13125550199";

test("pictures go between numbers of the United States and Canada, by a phone system that sends them", () => {
  const from = (to: string, sendsPictures = true) => refusePictures({ from: ours, to, sendsPictures });
  expect(from("+17735550123")).toBeNull();
  expect(from("+14165550123")).toBeNull();
  expect(from("+17735550123", false)).toBe("line-sends-no-pictures");
  expect(from("+447911123456")).toBe("country-takes-no-pictures");
  expect(from("+18765550123")).toBe("country-takes-no-pictures"); // Jamaica is +1 too
  expect(refusePictures({ from: "+447911123456", to: ours, sendsPictures: true })).toBe("country-takes-no-pictures");
});

test("a text takes three kinds of pictures, an e-mail whatever is kept", () => {
  expect(refuseFiles([picture, { contentType: "image/png", size: 1 }], "text")).toBeNull();
  for (const contentType of ["application/pdf", "image/webp", "audio/mpeg", "text/html", "image/svg+xml"])
    expect(refuseFiles([picture, { contentType, size: 1 }], "text")).toBe("file-not-for-texts");
  expect(refuseFiles([picture, { contentType: "application/pdf", size: 1 }], "email")).toBeNull();
  expect(refuseFiles([{ contentType: "text/html", size: 1 }], "email")).toBe("file-not-for-texts");
});

test("they are counted and weighed together", () => {
  const many = (count: number) => Array.from({ length: count }, () => ({ ...picture, size: 10 }));
  expect(refuseFiles(many(mostOutgoingFiles), "text")).toBeNull();
  expect(refuseFiles(many(mostOutgoingFiles + 1), "text")).toBe("too-many-files");
  const half = { ...picture, size: outgoingBytesTogether / 2 };
  expect(refuseFiles([half, half], "text")).toBeNull();
  expect(refuseFiles([half, half, { ...picture, size: 1 }], "text")).toBe("files-too-large");
});

test("every refusal has words", () => {
  for (const words of Object.values(filesRefusalWords)) expect(words.length).toBeGreaterThan(20);
});
