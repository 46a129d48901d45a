//! The shop of `specs/features/tags.yaml`, once for each crate that is generated from it.

macro_rules! shop {
    ($library:ident) => {
        /// The service of one crate.
        pub(crate) mod $library {
            use countersign_server::{Context, Problem};
            use $library::server::{
                Api, DailyReportRequest, DailyReportResponse, DailyReports, HealthResponse,
                ListOrdersRequest, ListOrdersResponse, Orders, PayRequest, PayResponse, Payments,
                PlaceOrderRequest, PlaceOrderResponse,
            };
            use $library::types::{DailyReportOkContent, Order, Report, State};

            pub(crate) struct Shop;

            impl Orders for Shop {
                type Principal = ();
                type Error = Problem;

                async fn list_orders(
                    &self,
                    _: Context<()>,
                    request: ListOrdersRequest,
                ) -> Result<ListOrdersResponse, Problem> {
                    let state = request.state.unwrap_or(State::Placed);
                    Ok(ListOrdersResponse::Ok {
                        body: vec![Order::new("1", Vec::new(), state)],
                        x_total: Some(1),
                    })
                }

                async fn place_order(
                    &self,
                    _: Context<()>,
                    request: PlaceOrderRequest,
                ) -> Result<PlaceOrderResponse, Problem> {
                    let order = Order::new("2", request.body.items, State::Placed);
                    Ok(PlaceOrderResponse::Created(order))
                }
            }

            impl Payments for Shop {
                type Principal = ();
                type Error = Problem;

                async fn pay(&self, _: Context<()>, _: PayRequest) -> Result<PayResponse, Problem> {
                    Err(Problem::not_found("nobody pays"))
                }
            }

            impl DailyReports for Shop {
                type Principal = ();
                type Error = Problem;

                async fn daily_report(
                    &self,
                    _: Context<()>,
                    _: DailyReportRequest,
                ) -> Result<DailyReportResponse, Problem> {
                    let order = Order::new("3", Vec::new(), State::Shipped);
                    let report = DailyReportOkContent::Json(Box::new(Report::new(vec![order])));
                    Ok(DailyReportResponse::Ok(report))
                }
            }

            impl Api for Shop {
                type Principal = ();
                type Error = Problem;

                async fn health(&self, _: Context<()>) -> Result<HealthResponse, Problem> {
                    Ok(HealthResponse::NoContent)
                }
            }
        }
    };
}

shop!(by_tag);
shop!(split);
