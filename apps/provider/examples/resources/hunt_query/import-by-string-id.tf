import {
  to = hunt_query.data_centre
  id = "Network of the data centre"
}
