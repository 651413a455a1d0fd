import {
  to = hunt_policy.kiosks
  id = "Kiosks, strict"
}
