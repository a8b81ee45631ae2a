import type { NetworkCore } from "./network-core.ts";
import type { OwnNumber } from "./state.ts";

/** A TeXML application: its addresses serve every number that belongs to it. */
export interface TexmlApplication {
  readonly id: string;
  friendly_name: string;
  voice_url: string | null;
  voice_method: string;
  voice_fallback_url: string | null;
  status_callback: string | null;
  status_callback_method: string;
}

/** A messaging profile: where the texts of its numbers go. */
export interface MessagingProfile {
  readonly id: string;
  name: string;
  enabled: boolean;
  webhook_url: string | null;
  webhook_failover_url: string | null;
  webhook_api_version: string;
}

/** What Telnyx knows beside the network's own state: which application and profile a number belongs to. */
export class TelnyxBooks {
  readonly applications = new Map<string, TexmlApplication>();
  readonly profiles = new Map<string, MessagingProfile>();
  /** By phone number. */
  readonly connectionOf = new Map<string, string>();
  readonly profileOf = new Map<string, string>();

  addApplication(given: Partial<TexmlApplication> & { readonly id: string }): TexmlApplication {
    const application: TexmlApplication = {
      friendly_name: "An application",
      voice_url: "https://before.example/texml",
      voice_method: "post",
      voice_fallback_url: null,
      status_callback: null,
      status_callback_method: "post",
      ...given,
    };
    this.applications.set(application.id, application);
    return application;
  }

  addProfile(given: Partial<MessagingProfile> & { readonly id: string }): MessagingProfile {
    const profile: MessagingProfile = {
      name: "A profile",
      enabled: true,
      webhook_url: null,
      webhook_failover_url: null,
      webhook_api_version: "2",
      ...given,
    };
    this.profiles.set(profile.id, profile);
    return profile;
  }

  /** Carries what stands here over to the numbers, as the network's engine reads them. */
  apply(core: NetworkCore): void {
    for (const number of core.numbers.values()) this.#applyTo(number);
  }

  #applyTo(number: OwnNumber): void {
    const application = this.applications.get(this.connectionOf.get(number.phoneNumber) ?? "");
    const profile = this.profiles.get(this.profileOf.get(number.phoneNumber) ?? "");
    number.voiceUrl = application?.voice_url ?? "";
    number.voiceMethod = (application?.voice_method ?? "post").toUpperCase();
    number.voiceFallbackUrl = application?.voice_fallback_url ?? "";
    number.voiceFallbackMethod = number.voiceMethod;
    number.statusCallback = application?.status_callback ?? "";
    number.statusCallbackMethod = (application?.status_callback_method ?? "post").toUpperCase();
    number.smsUrl = profile?.webhook_url ?? "";
    number.smsFallbackUrl = profile?.webhook_failover_url ?? "";
    number.smsCapable = profile?.enabled ?? false;
  }
}
