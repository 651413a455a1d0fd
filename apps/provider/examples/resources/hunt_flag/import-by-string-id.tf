import {
  to = hunt_flag.low_priority
  id = "Low priority"
}
