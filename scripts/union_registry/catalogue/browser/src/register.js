// What every page has: the display panel. Lists and search have bundles of their own.
import { equip } from "./display/panel.js";

document.querySelectorAll(".register-display").forEach(equip);
