import {
  to = hunt_policy_assignment.tellers
  id = "Tellers, strict"
}
