import { expect, test } from "vitest";
import { recogniseLanguage } from "./language.ts";
import { readWords } from "./words.ts";

test.each([
  ["en", "Hi, it's Dana, I need somebody to look at my water heater"],
  ["en", "Need plumber asap"],
  ["en", "What does a root canal cost?"],
  ["es", "hola necesito un plomero"],
  ["es", "Gracias"],
  ["es", "me urge que vengan"],
  ["fr", "Bonjour, j'ai une fuite d'eau dans la cuisine"],
  ["fr", "Merci"],
  ["pt", "Bom dia, preciso marcar uma consulta para amanhã"],
  ["pt", "ola eu preciso de um encanador por favor"],
  ["ht", "Bonjou, mwen bezwen yon moun vin repare tiyo a tanpri"],
  ["tl", "Magandang umaga po, pwede po ba magpa-schedule bukas"],
  ["vi", "Xin chào, tôi muốn đặt lịch hẹn vào ngày mai"],
  ["vi", "xin chao toi muon dat lich hen ngay mai"],
  ["zh", "你好，我家水管漏水了，请回电话"],
  ["zh", "我的 AC 坏了 please call"],
  ["ja", "もしもし、予約をお願いします"],
  ["ko", "안녕하세요 예약하고 싶습니다"],
  ["ru", "Здравствуйте, у нас течёт труба"],
  ["uk", "Добрий день, у нас тече труба, передзвоніть"],
  ["ar", "مرحبا أريد حجز موعد غدا"],
  ["fa", "سلام لوله آب ترکیده لطفا زنگ بزنید گاز"],
  ["he", "שלום אני צריך עזרה"],
  ["hi", "नमस्ते मुझे अपॉइंटमेंट चाहिए"],
  ["de", "Guten Tag, ich brauche einen Termin für morgen"],
  ["it", "Buongiorno, vorrei un appuntamento per domani"],
  ["pl", "Dzień dobry, chciałbym umówić wizytę na jutro"],
  ["unknown", "Waxaan rabaa inaan ballan sameeyo berri"],
  ["unknown", "5551234567"],
  ["unknown", ""],
])("%s: %s", (language, text) => {
  expect(recogniseLanguage(text, readWords(text))).toBe(language);
});

test.each([
  ["es", "oye mi AC no está enfriando nada y está bien caliente aquí, you think you can come today?"],
  ["en", "Hi my name is Maria, I need somebody to fix my heater, gracias"],
  ["es", "necesito un appointment para mi daughter el lunes porfa"],
  ["en", "hola sorry my English, I need a quote for the roof please"],
])("a mixture counts as what most of it is: %s", (language, text) => {
  expect(recogniseLanguage(text, readWords(text))).toBe(language);
});
