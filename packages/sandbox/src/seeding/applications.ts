import { Random } from "../random.js";

/** An application that seeded machines have installed. */
export interface Application {
  /** What advisories and findings of the same application share. */
  readonly applicationId: string;
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
}

const applications = [
  { name: "7-Zip", publisher: "Igor Pavlov", version: "22.01" },
  { name: "Google Chrome", publisher: "Google LLC", version: "121.0.6167.85" },
  { name: "Mozilla Firefox", publisher: "Mozilla", version: "115.7.0" },
  { name: "VLC media player", publisher: "VideoLAN", version: "3.0.18" },
  { name: "Notepad++", publisher: "Notepad++ Team", version: "8.5.7" },
  { name: "PuTTY", publisher: "Simon Tatham", version: "0.79" },
  { name: "WinRAR", publisher: "win.rar GmbH", version: "6.22.0" },
  { name: "OpenSSL", publisher: "OpenSSL Software Foundation", version: "1.1.1u" },
];

/** The applications of a sandbox: the same ids wherever they are asked for. */
export function knownApplications(seed: number): readonly Application[] {
  const random = new Random(seed, "applications");
  return applications.map((application) => ({ applicationId: random.uuid(), ...application }));
}
