import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Seals secrets and audio with AES-256-GCM, bound to the account and the purpose, so that a row moved elsewhere does not open. */
export interface SecretBox {
  seal(accountId: string, purpose: string, plain: Uint8Array | string): Buffer;
  /** @throws Error when the key, the account or the purpose is not the one it was sealed for. */
  open(accountId: string, purpose: string, sealed: Uint8Array): Buffer;
  /** A mark of 32 bytes (HMAC-SHA-256) that only this installation can make: for what is given out and comes back. */
  mark(accountId: string, purpose: string, data: Uint8Array | string): Buffer;
}

const versionByte = 1;
const ivBytes = 12;
const tagBytes = 16;

/** Keys come from RINGBACK_SECRET, one an account (HKDF), so the database alone never opens anything. */
export function createSecretBox(secret: string): SecretBox {
  const keys = new Map<string, Buffer>();
  const keyOf = (accountId: string, use = "secret-box") => {
    const name = `${use}:${accountId}`;
    let key = keys.get(name);
    if (!key) {
      key = Buffer.from(hkdfSync("sha256", secret, `ringback/${use}/1`, accountId, 32));
      keys.set(name, key);
    }
    return key;
  };
  return {
    seal(accountId, purpose, plain) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv("aes-256-gcm", keyOf(accountId), iv, { authTagLength: tagBytes });
      cipher.setAAD(Buffer.from(`${accountId}:${purpose}`));
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.from([versionByte]), iv, cipher.getAuthTag(), sealed]);
    },
    mark(accountId, purpose, data) {
      return createHmac("sha256", keyOf(accountId, "mark")).update(`${purpose}\0`).update(data).digest();
    },
    open(accountId, purpose, sealed) {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== versionByte) throw new Error("The sealed value is of an unknown version.");
      const decipher = createDecipheriv("aes-256-gcm", keyOf(accountId), bytes.subarray(1, 1 + ivBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(`${accountId}:${purpose}`));
      decipher.setAuthTag(bytes.subarray(1 + ivBytes, 1 + ivBytes + tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(1 + ivBytes + tagBytes)), decipher.final()]);
    },
  };
}
