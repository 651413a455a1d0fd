resource "hunt_flag" "low_priority" {
  name   = "Low priority"
  color  = "teal"
  weight = 2
}
