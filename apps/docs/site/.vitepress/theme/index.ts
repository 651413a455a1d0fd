import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme";
import { h } from "vue";
import ReleaseNotice from "./ReleaseNotice.vue";
import "./style.css";

/** VitePress' own theme, with a notice until there is a release. */
export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { "doc-before": () => h(ReleaseNotice) }),
} satisfies Theme;
