//! Every text of the interface, in the three languages: one table. `{n}`, `{q}` … are filled by [`fill`].

use catalogue::Lang;

macro_rules! table {
    ($($name:ident: $vi:literal, $en:literal, $zh:literal;)*) => {
        /// The texts of one language.
        pub(crate) struct Texts { $(pub(crate) $name: &'static str,)* }
        static VI: Texts = Texts { $($name: $vi,)* };
        static EN: Texts = Texts { $($name: $en,)* };
        static ZH: Texts = Texts { $($name: $zh,)* };
    };
}

/// The texts in `lang`.
pub(crate) fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Vi => &VI,
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

/// Puts values where `{name}` stands.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

table! {
language: "Tiếng Việt", "English", "中文";
skip: "Đến nội dung chính", "Skip to main content", "跳到主要内容";
languages: "Ngôn ngữ", "Language", "语言";
menu: "Trang chính", "Main pages", "主要页面";
browse: "Toàn bộ danh mục", "Whole catalogue", "全部目录";
about: "Giới thiệu", "About", "关于";
contact: "Liên hệ", "Contact", "联系";
phone: "Điện thoại", "Telephone", "电话";
email: "Thư điện tử", "E-mail", "电子邮件";
address: "Địa chỉ", "Address", "地址";

search: "Tìm", "Search", "搜索";
search_label: "Bạn cần tìm gì?", "What are you looking for?", "您要找什么？";
search_again: "Tìm trong danh mục", "Search the catalogue", "搜索目录";
search_hint: "Gõ có dấu hay không dấu đều được. Ví dụ:", "With or without Vietnamese accents. For example:", "可用越南语（带或不带声调）或中文。例如：";
by_need: "Bạn đang cần", "What you need", "您的需求";
need_crops: "Tôi trồng trọt", "I grow crops", "我种植";
need_crops_more: "Cây lương thực, cây ăn quả, dược liệu, nấm, rừng", "Crops, fruit, medicinal plants, mushrooms, forest", "粮食、果树、药材、食用菌、林木";
need_animals: "Tôi chăn nuôi", "I keep animals", "我养殖";
need_animals_more: "Lợn, trâu bò, dê, gà, ong, cá", "Pigs, cattle, goats, poultry, bees, fish", "猪、牛、羊、鸡、蜂、鱼";
need_processing: "Tôi chế biến, bảo quản", "I process and store", "我加工、保鲜";
need_processing_more: "Sấy, ép, chưng cất, làm bột, giữ tươi", "Drying, pressing, distilling, milling, keeping fresh", "干燥、压榨、蒸馏、制粉、保鲜";
need_business: "Tôi tìm công nghệ cho doanh nghiệp", "I look for technology for a business", "我为企业寻找技术";
need_business_more: "Thiết bị, quy trình, giống, sở hữu trí tuệ", "Equipment, processes, varieties, intellectual property", "设备、工艺、品种、知识产权";
need_support: "Tôi tìm chính sách hỗ trợ", "I look for support", "我寻找扶持政策";
need_support_more: "Được hỗ trợ gì, ai được, nộp hồ sơ ở đâu", "What is paid for, to whom, where to apply", "支持内容、对象与受理单位";
need_models: "Tôi muốn xem nơi đã làm", "I want to see where it works", "我想看已实施的地方";
need_models_more: "Mô hình có nơi chốn, quy mô, kết quả theo dõi", "Working models with place, size and follow-up", "含地点、规模与跟踪结果的示范点";
this_month: "Việc của tháng {n}", "Work of {n}", "{n}的农事";
collections: "Các bộ dữ liệu", "Collections", "数据库";
newest: "Mới cập nhật", "Recently updated", "最近更新";
see_newest: "Xem tất cả, mới nhất trước", "See all, newest first", "查看全部（最新在前）";
by_subject: "Theo cây trồng, vật nuôi, sản phẩm", "By crop, animal, product", "按作物、畜禽、产品";
by_place: "Theo địa bàn", "By place", "按地区";
empty_catalogue: "Danh mục chưa có bản ghi nào.", "The catalogue has no records yet.", "目录中尚无记录。";

results_for: "Kết quả cho “{q}”", "Results for “{q}”", "“{q}”的搜索结果";
all_records: "Toàn bộ danh mục", "Whole catalogue", "全部目录";
count_one: "1 kết quả", "1 result", "1条结果";
count: "{n} kết quả", "{n} results", "{n}条结果";
count_none: "Không có kết quả", "No results", "没有结果";
count_records: "{n} bản ghi", "{n} records", "{n}条记录";
shown: "đang xem {a}–{b}", "showing {a}–{b}", "显示第{a}–{b}条";
searched_as: "Tìm theo:", "Searched for:", "已按此搜索：";
search_literal: "Tìm đúng như đã gõ: “{q}”", "Search exactly what was typed: “{q}”", "按原文搜索：“{q}”";
is_literal: "Đang tìm đúng như đã gõ.", "Searching exactly what was typed.", "正在按原文搜索。";
not_literal: "Tìm cả cách viết và tên gọi khác", "Search other spellings and names too", "同时搜索其他写法和名称";
also_names: "Khớp thêm theo tên gọi khác:", "Other names searched too:", "同时按其他名称搜索：";
matched_name: "Khớp theo tên gọi khác:", "Matched by another name:", "按其他名称匹配：";
place_now: "{from} nay thuộc", "{from} is today part of", "{from}现属";
partial: "Ít bản ghi có đủ mọi từ, nên danh sách có cả những bản ghi chỉ có một phần.", "Few records have all the words, so those that have some of them are listed too.", "包含全部词的记录很少，因此也列出只包含部分词的记录。";
notice_long: "Câu tìm quá dài: chỉ đọc 512 ký tự đầu.", "The query is too long: only the first 512 characters were read.", "搜索内容过长：只读取前512个字符。";
notice_terms: "Câu tìm có quá nhiều từ: chỉ đọc 64 từ đầu.", "The query has too many words: only the first 64 were read.", "搜索词过多：只读取前64个词。";
notice_field: "Không có trường “{q}:”; đã tìm như chữ thường.", "There is no field “{q}:”; it was read as words.", "没有字段“{q}:”；已作为普通词搜索。";
did_you_mean: "Có phải bạn muốn tìm", "Did you mean", "您是否要找";
sort: "Sắp xếp", "Sort by", "排序";
sort_relevance: "Phù hợp nhất", "Best match", "最相关";
sort_newest: "Mới nhất", "Newest", "最新";
sort_title: "Theo tên", "Title", "按名称";
filter: "Lọc kết quả", "Filter results", "筛选结果";
filters_on: "Đang lọc theo", "Filters on", "当前筛选";
remove_filter: "Bỏ bộ lọc", "Remove filter", "移除筛选";
clear_filters: "Bỏ tất cả bộ lọc", "Remove all filters", "清除全部筛选";
apply_short: "Lọc", "Filter", "筛选";
apply: "Áp dụng bộ lọc", "Apply filters", "应用筛选";
more_values: "Thêm {n} lựa chọn", "{n} more", "另{n}项";
to_results: "Về đầu kết quả", "Back to results", "返回结果";
collection: "Bộ dữ liệu", "Collection", "数据库";
pages: "Các trang kết quả", "Pages of results", "结果页";
page_n: "Trang {n}", "Page {n}", "第{n}页";
previous: "Trang trước", "Previous", "上一页";
next: "Trang sau", "Next", "下一页";
past_end: "Trang này ở sau kết quả cuối cùng.", "This page is past the last result.", "此页已超出最后一条结果。";
to_first_page: "Về trang đầu", "To the first page", "回到第一页";
none_title: "Chưa tìm thấy bản ghi nào", "Nothing was found", "未找到记录";
none_words: "Thử ít từ hơn, hoặc tên gọi khác của cây, con, sản phẩm.", "Try fewer words, or another name of the plant, animal or product.", "请尝试更少的词，或动植物、产品的其他名称。";
none_filters: "Bỏ bớt bộ lọc", "Remove a filter", "减少筛选";
none_browse: "Xem theo bộ dữ liệu", "Browse the collections", "浏览各数据库";
none_ask: "Hỏi người phụ trách", "Ask us", "联系咨询";
and_values: "và {n} mục khác", "and {n} more", "等{n}项";
and_more: "và {n} nơi khác", "and {n} more", "等{n}处";

yes: "Có", "Yes", "是";
no: "Không", "No", "否";
month: "tháng {n}", "month {n}", "{n}月";
dong: "đồng", "VND", "越南盾";
illustrative: "Bản ghi minh hoạ", "Illustrative record", "示例记录";
illustrative_more: "Nội dung này chỉ để minh hoạ, không phải dữ kiện có nguồn. Không dùng để ra quyết định.", "This is only an illustration, not sourced fact. Do not base decisions on it.", "内容仅为示例，并非有来源的事实，请勿据此决策。";
overdue: "Cần kiểm tra lại", "Needs review", "需要复核";
overdue_more: "Bản ghi này đã quá hạn rà soát ({date}). Hãy hỏi lại trước khi làm theo.", "This record is past its review date ({date}). Ask before you rely on it.", "此记录已超过复审期限（{date}），使用前请核实。";
hazards: "Cảnh báo", "Hazards", "警示";
hazards_more: "Đọc trước khi làm", "Read before you begin", "操作前请阅读";
in_vietnamese: "", "The full record is in Vietnamese; title and summary are translated.", "记录全文为越南语；标题与简介已翻译。";
not_translated: "", "This record has no English translation yet.", "此记录尚无中文译文。";
summary_only: "Bản ghi này chỉ công khai phần tóm tắt.", "Only the summary of this record is public.", "此记录仅公开简介。";
table: "Bảng", "Table", "表格";
contents: "Trong trang này", "On this page", "本页内容";
facts: "Thông tin chính", "Key facts", "主要信息";
linked_from: "Được nhắc tới trong", "Mentioned in", "被以下记录引用";
similar: "Tương tự", "Similar", "相似记录";
attached: "Tệp đính kèm", "Attachments", "附件";
sources: "Nguồn", "Sources", "来源";
read_on: "đọc ngày {date}", "read on {date}", "查阅于{date}";
about_record: "Về bản ghi này", "About this record", "关于此记录";
cite: "Cách trích dẫn", "How to cite", "引用方式";
updated: "Cập nhật", "Updated", "更新";
identifier: "Mã bản ghi", "Identifier", "记录编号";
who_to_ask: "Hỏi ai?", "Whom to ask", "咨询";
caution: "Lưu ý", "Caution", "注意";
place: "Địa bàn", "Place", "地区";
place_old: "Đơn vị cũ ({era})", "Former unit ({era})", "旧行政单位（{era}）";
place_today: "Nay thuộc", "Today part of", "现属";
place_within: "Thuộc", "Within", "隶属";
place_before: "Gồm các đơn vị cũ", "Made of the former units", "由以下旧单位组成";
area: "Diện tích", "Area", "面积";
names: "Các tên gọi", "Names", "名称";
broader: "Thuộc nhóm", "Broader", "上位类";
narrower: "Gồm", "Narrower", "下位类";
subject: "Đối tượng", "Subject", "对象";
records_here: "Bản ghi ở nơi này", "Records for this place", "该地的记录";
records_subject: "Bản ghi về đối tượng này", "Records on this subject", "该对象的记录";
no_records: "Chưa có bản ghi nào.", "No records yet.", "尚无记录。";
see_all: "Xem tất cả {n} bản ghi", "See all {n} records", "查看全部{n}条记录";
linked_data: "Dữ liệu liên kết", "Linked data", "关联数据";

about_what: "{name} là danh mục công khai về kết quả nghiên cứu, công nghệ và kỹ thuật có thể đưa vào sản xuất. Hiện có {n} bản ghi trong {m} bộ dữ liệu.", "{name} is a public catalogue of research results, technologies and techniques that can be put to use. It holds {n} records in {m} collections.", "{name}是公开的科研成果、技术与实用方法目录，现有{m}个数据库共{n}条记录。";
about_find: "Tìm thế nào cho nhanh", "How to search", "如何搜索";
about_find_1: "Gõ như bạn nói. Không cần gõ dấu; nếu gõ dấu thì bản ghi đúng dấu lên trước.", "Type as you speak. Accents are not needed; with them, exact matches come first.", "按习惯输入即可，不必带声调；带声调时完全匹配优先。";
about_find_2: "Đặt trong ngoặc kép để tìm đúng cụm từ: \"hạt dẻ\". Thêm dấu trừ để bỏ một từ: gà -vịt.", "Quote a phrase: \"hạt dẻ\". A minus leaves a word out: gà -vịt.", "短语加引号：\"hạt dẻ\"；加减号排除词：gà -vịt。";
about_find_3: "Tên địa phương, tên khoa học, tên tiếng Trung và tên xã, huyện cũ đều tìm được.", "Local, scientific and Chinese names and former place names work too.", "当地名称、学名、中文名以及旧地名均可搜索。";
about_trust: "Đọc bản ghi thế nào cho đúng", "How to read a record", "如何阅读记录";
about_trust_1: "Số liệu và sự kiện có nguồn ghi ở cuối bản ghi. Bản ghi ghi rõ “minh hoạ” thì không phải dữ kiện.", "Figures and facts have their sources at the end. A record marked “illustrative” is not fact.", "数据与事实的来源列于记录末尾；标明“示例”的并非事实。";
about_trust_2: "Bản ghi quá hạn rà soát được đánh dấu “cần kiểm tra lại”.", "A record past its review date is marked “needs review”.", "超过复审期限的记录标为“需要复核”。";
about_trust_3: "Cảnh báo ở đầu bản ghi phải đọc trước khi làm theo.", "Read the hazards at the top of a record before you follow it.", "操作前请先阅读记录开头的警示。";
about_data: "Dùng dữ liệu", "Using the data", "使用数据";
about_data_1: "Phần mềm khác có thể đọc danh mục qua giao diện lập trình:", "Other software can read the catalogue through its interface:", "其他软件可通过接口读取目录：";

not_found: "Không có trang này", "There is no such page", "没有此页面";
not_found_more: "Địa chỉ có thể gõ nhầm, hoặc bản ghi đã được gỡ xuống. Bạn thử tìm:", "The address may be mistyped, or the record was taken down. Try a search:", "地址可能有误，或记录已下架。请尝试搜索：";
bad_request: "Không hiểu yêu cầu này", "The request was not understood", "无法理解此请求";
bad_request_more: "Địa chỉ có phần không đọc được. Bạn thử tìm lại:", "A part of the address can not be read. Try a search:", "地址中有无法读取的部分。请尝试搜索：";
too_large: "Yêu cầu quá dài", "The request is too long", "请求过长";
too_large_more: "Máy chủ không nhận yêu cầu dài như vậy. Bạn thử tìm ngắn hơn:", "The server does not take requests of this length. Try a shorter search:", "服务器不接受如此长的请求。请尝试更短的搜索：";
busy: "Máy chủ đang bận", "The server is busy", "服务器繁忙";
busy_more: "Có quá nhiều người truy cập cùng lúc. Xin đợi vài giây rồi tải lại trang.", "Too many visitors at once. Wait a few seconds and load the page again.", "同时访问人数过多。请稍等几秒后刷新页面。";
failed: "Máy chủ gặp lỗi", "The server failed", "服务器出错";
failed_more: "Lỗi đã được ghi lại. Xin thử lại sau.", "The fault has been logged. Please try again later.", "错误已记录，请稍后再试。";
calculator: "Tính theo quy mô của bạn", "Work it out for your amount", "按您的规模计算";
calculator_basis: "Bản ghi ghi cho {n} {unit}.", "The record states this for {n} {unit}.", "记录以{n}{unit}为基准。";
calculator_amount: "Quy mô của bạn", "Your amount", "您的规模";
calculator_unit: "Đơn vị", "Unit", "单位";
calculator_do: "Tính", "Work out", "计算";
calculator_fault: "Không đọc được quy mô. Ghi một số lớn hơn 0, ví dụ 5 hoặc 2,5. Bảng dưới đang tính theo quy mô của bản ghi.", "The amount can not be read. Write a number above 0, such as 5 or 2.5. The table shows the amount of the record.", "无法读取规模。请输入大于0的数字，例如5或2.5。下表按记录的规模计算。";
calculator_item: "Khoản", "Item", "项目";
calculator_quantity: "Lượng cần", "Needed", "用量";
calculator_price: "Giá của bạn", "Your price", "您的价格";
calculator_sum: "Thành tiền", "Cost", "金额";
calculator_total: "Cộng các khoản có giá", "Sum of what has a price", "已有价格项合计";
calculator_stated: "Giá trong ô là giá bản ghi ghi; sửa theo giá nơi bạn rồi bấm Tính.", "Prices are those of the record; change them to yours and work it out again.", "价格取自记录，可改为当地价格后重新计算。";
calculator_unstated: "Bản ghi không ghi giá. Điền giá nơi bạn vào ô rồi bấm Tính.", "The record states no prices. Fill in yours and work it out.", "记录未注明价格。请填入当地价格后计算。";
compare: "So sánh", "Compare", "对比";
compare_with: "Thêm vào so sánh", "Add to a comparison", "加入对比";
compare_empty: "Đặt tối đa bốn công nghệ hoặc kỹ thuật cạnh nhau. Chọn bản ghi đầu tiên ở dưới.", "Put up to four technologies or techniques side by side. Choose the first below.", "最多可并列对比四项技术。请先在下方选择一项。";
compare_drop: "Bỏ ra", "Remove", "移除";
compare_differs: "khác nhau", "differs", "不同";
compare_none: "Không ghi", "Not stated", "未注明";
compare_full: "Đã đủ bốn bản ghi. Bỏ bớt một bản ghi để thêm bản ghi khác.", "Four is the most. Remove one to add another.", "已达四项上限。移除一项后可再添加。";
compare_add: "Thêm bản ghi để so sánh", "Add another", "添加对比项";
compare_search: "Tìm công nghệ, kỹ thuật", "Find a technology or technique", "查找技术";
compare_found: "Tìm thấy", "Found", "搜索结果";
compare_begin: "Mới cập nhật", "Recently updated", "最近更新";
compare_this: "Thêm", "Add", "添加";
map: "Bản đồ", "Map", "地图";
map_show: "Xem trên bản đồ", "Show on the map", "在地图上查看";
map_count: "{n} bản ghi; có mặt ở {m} trên {all} xã, phường", "{n} records; named for {m} of {all} communes", "{n}条记录，分布于{all}个乡坊中的{m}个";
map_results: "Xem danh sách bản ghi", "See them as a list", "查看记录列表";
map_note: "Mỗi chấm là một xã, phường; chấm càng lớn càng nhiều bản ghi. Danh sách có đủ các xã, phường để chọn bằng bàn phím.", "Each dot is a commune; the larger, the more records. The list has them all.", "每个圆点代表一个乡坊，圆点越大记录越多；列表包含全部乡坊。";
map_list: "Xã, phường", "Communes", "乡坊";
all: "Tất cả", "All", "全部";
season: "Mùa vụ", "Seasons", "农时";
season_months: "Chọn tháng", "Choose a month", "选择月份";
season_count: "kỹ thuật có việc trong tháng", "techniques with work in this month", "项技术在本月有农事";
policies: "Chính sách", "Policies", "政策";
policies_more: "Xếp theo khoản được hỗ trợ. Kiểm tra hiệu lực và nơi nộp hồ sơ trong từng bản ghi.", "By what they pay for. See each record for validity and where to apply.", "按支持内容分类；效力与受理单位见各记录。";
policies_other: "Chưa ghi khoản hỗ trợ cụ thể", "No support named", "未注明具体支持内容";
policies_all: "Lọc trong danh sách chính sách", "Filter the list of policies", "筛选政策列表";
events: "Sự kiện", "Events", "活动";
events_more: "Hội thảo, tập huấn, hội chợ, triển lãm.", "Workshops, trainings, fairs, exhibitions.", "研讨会、培训、展销与展览。";
events_all: "Lưu tất cả vào lịch (.ics)", "All into your calendar (.ics)", "全部加入日历（.ics）";
events_ics: "Lưu vào lịch (.ics)", "Into your calendar (.ics)", "加入日历（.ics）";
events_coming: "Sắp tới", "Coming", "即将举行";
events_past: "Đã diễn ra", "Past", "往期";
events_none: "Chưa có sự kiện sắp tới trong danh mục.", "No coming events in the catalogue.", "目录中暂无即将举行的活动。";
replaced_by: "Bị thay thế bởi:", "Replaced by:", "已被取代：";
ladder_here: "bản ghi này ở mức này", "this record stands here", "本记录处于此级";
fit: "Có hợp chỗ của bạn không?", "Does it suit your place?", "适合您的地方吗？";
fit_honest: "Danh mục chưa có độ cao, độ dốc và loại đất của từng xã, nên không đoán thay bạn. Điền số đo được ở chỗ bạn rồi bấm So.", "The catalogue holds no altitude, slope or soil of the communes and does not guess. Fill in what you measured at your place and compare.", "目录中没有各乡坊的海拔、坡度和土壤数据，不作推测。请填入当地实测值后比较。";
fit_need: "Điều kiện", "Condition", "条件";
fit_needs: "Cần", "Needed", "要求";
fit_yours: "Chỗ bạn", "Yours", "您的数值";
fit_said: "Kết quả", "Result", "结果";
fit_do: "So", "Compare", "比较";
fit_in: "Phù hợp", "Suitable", "适合";
fit_low: "Thấp hơn {n}", "{n} too low", "低于要求{n}";
fit_high: "Cao hơn {n}", "{n} too high", "高于要求{n}";
fit_fault: "Không đọc được số này. Ghi như 650 hoặc 5,5.", "Not a number. Write 650 or 5.5.", "无法读取，请填写如650或5.5的数字。";
applied: "Đã áp dụng ở đâu", "Where it has been applied", "应用地点";
applied_own: "Ở đâu", "Where it is", "所在地";
applied_none: "Danh mục chưa có mô hình nào áp dụng nội dung này.", "The catalogue holds no working model that applies it yet.", "目录中尚无应用此内容的示范点。";
applied_none_but: "Danh mục chưa có mô hình nào áp dụng đúng nội dung này. Trên bản đồ là mô hình về cùng đối tượng.", "The catalogue holds no working model that applies this yet. The map shows models on the same subject.", "目录中尚无应用此内容的示范点。地图上为相同对象的示范点。";
applied_alike: "Mô hình về cùng đối tượng", "Models on the same subject", "相同对象的示范点";
applied_commune: "Xã, phường của bạn", "Your commune", "您所在的乡坊";
applied_choose: "Chọn để xem nơi gần nhất", "Choose to see the nearest", "选择以查看最近的地点";
applied_do: "Xem nơi gần nhất", "Show the nearest", "查看最近地点";
applied_from: "Khoảng cách tính từ điểm giữa của", "Distances are from the middle of", "距离自以下乡坊中心点起算：";
applied_km: "cách khoảng {n} km đường chim bay", "about {n} km away in a straight line", "直线距离约{n}公里";
applied_here: "ngay xã, phường của bạn", "in your own commune", "就在您所在的乡坊";
applied_unknown: "Không có xã, phường nào tên “{q}”.", "There is no commune called “{q}”.", "没有名为“{q}”的乡坊。";
applied_nowhere: "Không ghi xã, phường", "No commune stated", "未注明乡坊";
support: "Chính sách có thể hỗ trợ", "Policies that may pay for it", "可能提供支持的政策";
support_more: "Danh mục ghép theo đối tượng và khoản được hỗ trợ; cơ quan nhận hồ sơ mới là nơi quyết định.", "Matched by subject and by what is paid for; the office that takes the application decides.", "按对象和支持内容匹配；最终由受理机关决定。";
support_named: "bản ghi này nêu", "named in this record", "本记录列出";
support_subject: "cùng đối tượng: {x}", "same subject: {x}", "相同对象：{x}";
support_pays: "có hỗ trợ: {x}", "pays for: {x}", "支持：{x}";
ask_subject: "Đơn vị, chuyên gia về cùng đối tượng ({n})", "Organisations and experts on the same subject ({n})", "相同对象的单位与专家（{n}）";
ask_all: "Các đơn vị, chuyên gia trong danh mục", "Organisations and experts in the catalogue", "目录中的单位与专家";
ask_no_ways: "Danh mục chưa có số điện thoại hay địa chỉ của nơi này.", "The catalogue holds no telephone or address of it yet.", "目录中尚无其电话或地址。";
history: "Lịch sử bản ghi", "History of this record", "记录沿革";
history_read: "nguồn được đọc lần cuối", "sources last read", "最近查阅来源";
history_created: "tạo bản ghi", "record created", "创建记录";
history_changed: "sửa lần cuối", "last changed", "最近修改";
history_review: "hạn rà soát", "review due", "复审期限";
big_on: "Bản chữ to", "Large print", "大字版";
big_off: "Chữ thường", "Normal print", "普通字号";
events_soon: "Sắp diễn ra", "Coming soon", "即将举行";
events_see_all: "Xem lịch sự kiện", "See the calendar of events", "查看活动日历";
events_see_past: "Xem các sự kiện đã diễn ra", "See past events", "查看往期活动";
map_open: "Xem bản đồ các xã, phường", "See the map of the communes", "查看乡坊地图";
feed: "Báo cho tôi khi có mới (Atom)", "Tell me when there is more (Atom)", "有更新时通知我（Atom）";
hits: "Danh sách kết quả", "List of results", "结果列表";
topics: "Chủ đề gần nhất trong danh mục", "Nearest topics in the catalogue", "目录中最接近的主题";
none_all: "Bỏ tất cả bộ lọc", "Without any filter", "不使用筛选";
none_without: "Không lọc theo {x}", "Without the filter {x}", "不按“{x}”筛选";
offline: "Xem khi không có mạng", "Reading offline", "离线阅读";
offline_keep: "Lưu để xem khi không có mạng", "Keep for reading offline", "保存供离线阅读";
offline_keep_list: "Lưu các bản ghi này để xem khi không có mạng", "Keep these records for reading offline", "保存这些记录供离线阅读";
offline_done: "Đã lưu trong máy này.", "Kept on this device.", "已保存到本设备。";
offline_failed: "Chưa lưu được: mất mạng hoặc máy hết chỗ.", "Not kept: no network, or no room on the device.", "未能保存：没有网络或设备空间不足。";
offline_lost: "Đang không có mạng, và trang này chưa có trong máy", "There is no network, and this page is not on the device", "当前没有网络，且此页未保存在设备上";
offline_lost_more: "Các trang dưới đây vẫn xem được. Khi có mạng, tải lại trang này.", "The pages below can be read. Load this page again once there is a network.", "以下页面仍可阅读。恢复网络后请刷新此页。";
offline_cannot: "Trình duyệt này không lưu trang được: cần cho chạy script, và địa chỉ trang phải bắt đầu bằng https. Bạn vẫn có thể in bản ghi ra giấy.", "This browser can not keep pages: it takes scripts, and an address that begins with https. A record can still be printed.", "此浏览器无法保存页面：需要启用脚本，并且网址以https开头。您仍可打印记录。";
offline_how: "Bấm “Lưu để xem khi không có mạng” ở một bản ghi để giữ nó trong máy này. Trang đã xem cũng được giữ một thời gian.", "“Keep for reading offline” on a record keeps it on this device. Pages that you visit are held for a while, too.", "在记录页点击“保存供离线阅读”即可保存到本设备；浏览过的页面也会暂时保留。";
offline_own: "Trang bạn đã lưu", "Pages that you kept", "您保存的页面";
offline_seen: "Trang vừa xem", "Pages visited lately", "最近浏览的页面";
offline_none: "Chưa có trang nào.", "None yet.", "暂无页面。";
offline_drop: "Bỏ lưu", "Drop", "取消保存";
offline_clear: "Xoá tất cả khỏi máy này", "Remove all from this device", "从本设备全部清除";
leaflet: "Bản đầy đủ, nguồn và cập nhật:", "Full record, sources and updates:", "完整记录、来源与更新：";
crumbs: "Bạn đang ở", "You are here", "当前位置";
home: "Trang chủ", "Home", "首页";
to_home: "Về trang chủ", "To the home page", "返回首页";
copy_made: "Bản mang đi, lập ngày {date}", "Offline copy made on {date}", "离线版，制作于{date}";
copy_about: "Bản mang đi làm được gì", "What this copy can do", "离线版说明";
copy_state: "Bản này có {n} bản ghi, đúng như danh mục ngày {date}. Sau ngày đó nội dung có thể đã sửa hoặc thêm.", "This copy holds {n} records, as the catalogue had them on {date}. Later changes are not in it.", "本版收录{n}条记录，内容截至{date}；此后的修改和新增不在其中。";
copy_newest: "Bản mới nhất ở", "The newest is at", "最新版本见";
copy_works: "Dùng được khi không có mạng", "Works without a network", "无需网络即可使用";
copy_works_1: "Tìm bằng từ có dấu, không dấu hay thiếu dấu, bằng tên địa phương, tên khoa học, tên tiếng Trung, tên xã, huyện cũ.", "Search with or without accents, by local, scientific and Chinese names and by former place names.", "可用带声调或不带声调的越南语、当地名称、学名、中文名以及旧地名搜索。";
copy_works_2: "Đọc và in mọi bản ghi; trang của từng cây, con, sản phẩm, từng xã, phường.", "Every record, to read and to print; the page of every subject and place.", "阅读和打印所有记录；查看各对象与各地区页面。";
copy_works_3: "Danh sách theo bộ dữ liệu, bản đồ, mùa vụ, chính sách, sự kiện.", "Lists by collection, map, seasons, policies, events.", "按数据库浏览、地图、农时、政策与活动。";
copy_misses: "Chỉ có trên trang mạng", "Only on the web site", "仅网站提供";
copy_misses_1: "So sánh nhiều bản ghi, tính theo quy mô của bạn, lọc theo nhiều điều kiện cùng lúc.", "Comparison, the calculator, several filters at once.", "多项对比、规模测算、组合筛选。";
copy_misses_2: "Liên kết tới trang của nơi khác cần có mạng.", "Links to other sites need a network.", "指向其他网站的链接需要网络。";
copy_opening: "Mở thế nào", "How to open it", "打开方法";
copy_opening_1: "Giữ nguyên cả thư mục, bấm đúp vào tệp index.html. Chép cả thư mục sang máy khác hay USB khác đều dùng được.", "Keep the folder whole and open index.html. It can be copied to any computer or stick as a whole.", "请保持文件夹完整，双击 index.html 打开；可整体复制到其他电脑或优盘。";
copy_opening_2: "Nếu mở trên điện thoại mà bấm liên kết không được, ứng dụng xem tệp đã tách tệp khỏi thư mục: hãy mở trên máy tính.", "If links do not work on a telephone, its file viewer took the file out of its folder: use a computer.", "若在手机上无法点开链接，是文件查看器将文件与文件夹分离所致，请在电脑上打开。";
copy_search: "Tìm trong bản mang đi", "Search this copy", "在离线版中搜索";
copy_script: "Trình duyệt này đang tắt JavaScript nên ô tìm kiếm không chạy. Xin chọn trong các danh sách dưới đây.", "Scripts are off in this browser, so the search box does nothing. Choose from the lists below.", "此浏览器已停用脚本，搜索框无法使用。请从下方列表选择。";
copy_more: "Xem thêm kết quả", "More results", "更多结果";
copy_all: "Có {n} bản ghi", "{n} records", "共{n}条记录";
open_title: "Dữ liệu mở cho chương trình khác", "Open data for other programs", "面向其他程序的开放数据";
open_ways: "Các cách lấy dữ liệu", "Ways to fetch the data", "获取数据的方式";
open_record: "Trang của mỗi bản ghi thêm đuôi .md, .bib, .ris, .csl.json hoặc .jsonld là bản ghi ấy ở dạng Markdown, BibTeX, RIS, CSL-JSON hoặc JSON-LD.", "The address of any record with .md, .bib, .ris, .csl.json or .jsonld at its end is that record as Markdown, BibTeX, RIS, CSL-JSON or JSON-LD.", "任一记录的网址加上 .md、.bib、.ris、.csl.json 或 .jsonld 后缀，即为该记录的 Markdown、BibTeX、RIS、CSL-JSON 或 JSON-LD 形式。";
open_openapi: "Mô tả API theo OpenAPI 3.1", "The API in OpenAPI 3.1", "OpenAPI 3.1 接口描述";
open_oai: "OAI-PMH 2.0, để thư viện và cơ sở dữ liệu quốc gia thu thập", "OAI-PMH 2.0, for harvesters of libraries and national databases", "OAI-PMH 2.0，供图书馆与国家数据库采集";
open_atom: "Nguồn tin Atom: bản ghi mới và vừa sửa. Trang tìm kiếm /tim đổi thành /tim.atom là nguồn tin của câu tìm ấy", "Atom feed of what is new. /tim.atom with the parameters of /tim is the feed of that search", "Atom 订阅：最新记录。将 /tim 换为 /tim.atom 即可订阅该检索";
open_ics: "Lịch sự kiện iCalendar", "iCalendar of events", "活动日历 iCalendar";
open_dcat: "Mô tả danh mục theo DCAT 3", "The catalogue described in DCAT 3", "DCAT 3 目录描述";
open_search: "OpenSearch: thêm ô tìm này vào trình duyệt", "OpenSearch: this search in your browser", "OpenSearch：将本站检索加入浏览器";
open_sitemap: "Sơ đồ trang cho máy tìm kiếm", "Sitemap for search engines", "供搜索引擎使用的网站地图";
open_llms: "Chỉ dẫn cho công cụ trí tuệ nhân tạo", "Guide for AI tools", "面向人工智能工具的说明";
open_embed: "Ô tìm kiếm và tin mới để nhúng vào trang khác", "A search box and the newest records to embed in another site", "可嵌入其他网站的检索框与最新记录";
open_newest: "Mới cập nhật", "Newest", "最新更新";
formats: "Tải trích dẫn và dữ liệu", "Citation and data", "引文与数据下载";
}
