import { hunt, requireArchive, type HuntRelease } from "./facts.js";

/** Creates the formula for a Homebrew tap (Homebrew's documentation, "Formula Cookbook"). */
export function createHomebrewFormula(release: HuntRelease): string {
  const formatArchive = (platform: string): string => {
    const { url, checksum } = requireArchive(release, platform);
    return `      url "${url}"\n      sha256 "${checksum}"`;
  };
  return `class Hunt < Formula
  desc "${hunt.summary}"
  homepage "${hunt.homepage}"
  version "${release.version}"
  license "${hunt.license}"

  on_macos do
    on_arm do
${formatArchive("darwin_arm64")}
    end
    on_intel do
${formatArchive("darwin_amd64")}
    end
  end

  on_linux do
    on_arm do
${formatArchive("linux_arm64")}
    end
    on_intel do
${formatArchive("linux_amd64")}
    end
  end

  def install
    bin.install "hunt"
    man1.install "hunt.1"
    doc.install "LICENSES.txt", "sbom.cdx.json"
    generate_completions_from_executable(bin/"hunt", "completion")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/hunt --version")
  end
end
`;
}
