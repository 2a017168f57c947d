//! The one table of finding codes: identifier, severity, title and explanation.
//!
//! The hundreds say where a finding comes from: 01 the file, 02 YAML, 03 fields, 04 values, 05 Markdown,
//! 06 links between records, 07 declarations, 08 advice about what a record says, 09 importing office files. A code is never reused for another meaning.

use crate::{Code, Severity};

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeInfo {
    /// Stable identifier, `NC` and four digits.
    pub code: Code,
    /// How bad every finding with this code is.
    pub severity: Severity,
    /// A few words, Vietnamese.
    pub title: &'static str,
    /// One or two sentences for someone who looks the code up, Vietnamese.
    pub explanation: &'static str,
}

macro_rules! table {
    ($($name:ident $code:literal $severity:ident $title:literal $explanation:literal)*) => {
        $(#[doc = concat!("`", $code, "`: ", $title, ".")] pub const $name: Code = $code;)*
        /// Every code, ascending.
        pub const TABLE: &[CodeInfo] = &[$(CodeInfo {
            code: $code, severity: Severity::$severity, title: $title, explanation: $explanation,
        }),*];
    };
}

table! {
NOT_UTF8 "NC0101" Error "Tệp không phải UTF-8" "Mọi tệp nội dung phải lưu bằng bảng mã UTF-8. Tệp lưu bằng UTF-16 hoặc bảng mã cũ của Windows hiện sai dấu và không tìm được."
LEGACY_FONT "NC0102" Error "Chữ gõ theo phông cũ (TCVN3, VNI)" "Văn bản chép từ tài liệu dùng phông .VnTime hoặc VNI-Times: nhìn đúng trong phông đó nhưng thực ra là các ký tự khác. Phải đổi sang Unicode."
BOM "NC0103" Warning "Tệp có dấu BOM ở đầu" "Ba byte vô hình ở đầu tệp do một số trình soạn thảo Windows thêm vào. Tệp vẫn đọc được."
NOT_NFC "NC0104" Warning "Chữ ở dạng tổ hợp rời (NFD)" "Dấu được lưu tách khỏi chữ, thường gặp khi chép từ máy Mac hoặc tệp PDF. Hệ thống tự ghép lại, nhưng nên lưu ở dạng dựng sẵn (NFC)."
CONTROL_CHARACTER "NC0105" Error "Có ký tự điều khiển" "Ký tự điều khiển hoặc ký tự đảo chiều chữ không nhìn thấy được và có thể làm sai nội dung; hệ thống bỏ chúng khi đọc."
LINE_TOO_LONG "NC0106" Error "Dòng quá dài" "Một dòng không được quá 20.000 byte. Dòng dài hơn thường là dữ liệu dán nhầm."
FILE_TOO_LARGE "NC0107" Error "Tệp quá lớn" "Một bản ghi không được quá 1 MB. Bảng số liệu, ảnh, báo cáo dài nên để thành tệp đính kèm."
NO_FRONT_MATTER "NC0108" Error "Thiếu phần thông tin đầu tệp" "Bản ghi phải bắt đầu bằng phần thông tin nằm giữa hai dòng ---."
UNCLOSED_FRONT_MATTER "NC0109" Error "Phần thông tin đầu tệp chưa đóng" "Không thấy dòng --- thứ hai để kết thúc phần thông tin đầu tệp."
INVISIBLE_CHARACTER "NC0110" Warning "Có ký tự ẩn" "Ký tự không có bề rộng, thường theo vào khi chép từ trang web, làm từ khoá không khớp khi tìm; hệ thống bỏ chúng khi đọc."
UNKNOWN_COLLECTION "NC0111" Error "Tệp không thuộc bộ dữ liệu nào" "Bản ghi phải nằm trong thư mục của một bộ dữ liệu đã khai báo trong _collections."
EMPTY_FILE "NC0112" Error "Tệp trống" "Tệp không có nội dung nào."
TOO_MANY_FINDINGS "NC0113" Warning "Còn nhiều lỗi khác" "Chỉ liệt kê số lỗi đầu tiên của một tệp; sửa xong rồi kiểm tra lại để thấy phần còn lại."
ETH "NC0114" Warning "Chữ ð thay cho đ" "Chữ ð (eth) của bộ gõ hoặc phần mềm chuyển mã cũ nhìn giống chữ đ nhưng là ký tự khác; hệ thống đọc là đ."
YAML_SYNTAX "NC0201" Error "Phần thông tin viết sai cú pháp" "Phần thông tin đầu tệp theo cú pháp YAML: mỗi dòng một trường dạng khoá: giá trị."
YAML_COLON "NC0202" Error "Giá trị có dấu hai chấm mà không có ngoặc kép" "Trong YAML, dấu hai chấm kèm khoảng trắng ngăn cách khoá với giá trị. Giá trị có chứa nó phải đặt trong ngoặc kép."
YAML_TAB "NC0203" Error "Thụt dòng bằng phím Tab" "YAML chỉ cho thụt dòng bằng khoảng trắng."
YAML_NO_SPACE "NC0204" Error "Thiếu khoảng trắng sau dấu hai chấm" "Sau dấu hai chấm của khoá phải có một khoảng trắng, và phải là dấu hai chấm thường, không phải dấu ：."
YAML_QUOTE "NC0205" Error "Thiếu dấu ngoặc kép đóng" "Giá trị mở bằng dấu ngoặc thì phải đóng bằng đúng dấu ngoặc đó."
YAML_BRACKET "NC0206" Error "Ngoặc vuông hoặc ngoặc nhọn không khớp" "Danh sách [a, b] và nhóm {khoá: giá trị} phải đóng đủ ngoặc; các mục cách nhau bằng dấu phẩy."
YAML_DASH "NC0207" Error "Thiếu dấu gạch đầu dòng" "Mỗi mục của danh sách viết trên một dòng, bắt đầu bằng dấu gạch ngang và một khoảng trắng."
YAML_INDENT "NC0208" Error "Thụt dòng không đều" "Các dòng cùng cấp phải thụt vào bằng nhau."
YAML_DEEP "NC0209" Error "Lồng quá sâu" "Phần thông tin không được lồng nhau quá 16 cấp."
YAML_BIG "NC0210" Error "Phần thông tin quá nhiều mục" "Phần thông tin không được có quá 5.000 giá trị."
YAML_ALIAS "NC0211" Error "Không dùng tham chiếu & và *" "Tham chiếu của YAML không được dùng trong nội dung: chúng làm tệp khó đọc và có thể bị lợi dụng để làm treo máy."
YAML_DUPLICATE "NC0212" Error "Khoá viết hai lần" "Mỗi khoá chỉ được viết một lần; hệ thống lấy giá trị viết trước."
YAML_NO_COLON "NC0213" Error "Dòng không có dạng khoá: giá trị" "Mỗi dòng của phần thông tin phải có khoá, dấu hai chấm, rồi giá trị."
YAML_SPECIAL "NC0214" Error "Giá trị bắt đầu bằng ký tự đặc biệt" "Giá trị bắt đầu bằng một trong các ký tự @ ` % & * ! | > , ? { [ phải đặt trong ngoặc kép."
YAML_AFTER_QUOTE "NC0215" Error "Có chữ sau dấu ngoặc kép đóng" "Sau dấu ngoặc đóng không được viết gì thêm; cả giá trị phải nằm trong một cặp ngoặc."
YAML_ESCAPE "NC0216" Error "Dấu \\ dùng sai trong ngoặc kép" "Trong ngoặc kép, dấu \\ mở đầu một ký hiệu đặc biệt. Muốn giữ nguyên dấu \\ thì dùng ngoặc đơn."
YAML_TAG "NC0217" Error "Không dùng nhãn kiểu !" "Nhãn kiểu của YAML (!!binary, !ten) không được dùng trong nội dung."
YAML_KEY "NC0218" Error "Khoá không phải là chữ" "Khoá phải là một tên ngắn, không phải danh sách hay nhóm."
CURLY_QUOTES "NC0219" Warning "Ngoặc kép cong không phải ngoặc của YAML" "Word tự đổi ngoặc thẳng thành ngoặc cong; ngoặc cong bao quanh giá trị sẽ hiện ra như một phần của chữ."
UNKNOWN_FIELD "NC0301" Error "Trường không có trong khai báo" "Trường này không được khai báo cho bộ dữ liệu, nên giá trị của nó bị bỏ qua."
MISSING_FIELD "NC0302" Error "Thiếu trường bắt buộc" "Khai báo của bộ dữ liệu yêu cầu trường này phải có giá trị."
MISSING_UNLESS "NC0303" Error "Thiếu trường bắt buộc, trừ trường hợp đặc biệt" "Trường này phải có giá trị, trừ khi trường đánh dấu đi kèm là true."
MA_MISSING "NC0304" Error "Thiếu mã" "Mỗi bản ghi phải có mã cố định trong trường ma."
MA_MALFORMED "NC0305" Error "Mã viết sai dạng" "Mã dài 2–80 ký tự, chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối."
MA_PREFIX "NC0306" Warning "Mã sai tiền tố" "Mã của một bộ dữ liệu bắt đầu bằng tiền tố của nó, ví dụ kt- cho hướng dẫn kỹ thuật."
MA_FILE_NAME "NC0307" Warning "Mã khác tên tệp" "Tên tệp nên trùng với mã để dễ tìm lại tệp."
EMPTY_BODY "NC0308" Error "Thiếu nội dung" "Bộ dữ liệu này yêu cầu phần nội dung sau dòng --- thứ hai."
WRONG_TYPE "NC0401" Error "Giá trị sai kiểu" "Giá trị không đúng kiểu mà khai báo yêu cầu, ví dụ viết chữ vào chỗ cần danh sách."
NOT_IN_VOCABULARY "NC0402" Error "Giá trị không có trong danh mục" "Trường này chỉ nhận mã có trong danh mục của nó."
LABEL_NOT_CODE "NC0403" Error "Viết nhãn thay cho mã" "Trường này nhận mã của danh mục, không nhận tên hiển thị."
TOO_LONG "NC0404" Error "Chữ quá dài" "Giá trị dài hơn số ký tự mà khai báo cho phép."
BAD_DATE "NC0405" Error "Ngày viết sai" "Ngày viết theo dạng năm-tháng-ngày, ví dụ 2018-05-30, và phải có thật trên lịch."
BAD_YEAR "NC0406" Error "Năm viết sai" "Năm là số có bốn chữ số, từ 1000 đến 2999."
BAD_NUMBER "NC0407" Error "Số viết sai" "Số viết liền, không có dấu ngăn cách hàng nghìn, phần thập phân sau dấu chấm, không kèm đơn vị."
OUT_OF_RANGE "NC0408" Error "Số ngoài khoảng cho phép" "Khai báo của trường giới hạn giá trị nhỏ nhất hoặc lớn nhất."
BAD_MONEY "NC0409" Error "Số tiền viết sai" "Số tiền tính bằng đồng, viết liền các chữ số; khoảng giá viết {tu: 100000, den: 200000}."
BAD_RANGE "NC0410" Error "Khoảng viết sai" "Khoảng giá trị viết {tu: 500, den: 1000}; số đầu không lớn hơn số cuối."
BAD_URL "NC0411" Error "Địa chỉ trang không hợp lệ" "Địa chỉ phải đầy đủ và bắt đầu bằng http:// hoặc https://."
BAD_PATH "NC0412" Error "Đường dẫn tệp không được phép" "Đường dẫn tệp tính từ thư mục của bản ghi, dùng dấu /, và không được ra ngoài thư mục nội dung."
BAD_PLACE "NC0413" Error "Mã địa bàn viết sai" "Địa bàn ghi theo dạng năm:mã, ví dụ \"2025:01477\", đặt trong ngoặc kép."
BAD_FLAG "NC0414" Error "Giá trị phải là true hoặc false" "Trường đánh dấu chỉ nhận true (có) hoặc false (không)."
MULTILINE "NC0415" Warning "Chữ một dòng lại viết nhiều dòng" "Trường chữ chỉ có một dòng; các dòng được nối lại bằng khoảng trắng."
REPEATED_ITEM "NC0416" Warning "Mục lặp lại trong danh sách" "Một mục viết hai lần trong cùng danh sách; hệ thống giữ một."
AMBIGUOUS_NUMBER "NC0417" Warning "Số dễ hiểu nhầm" "Dấu chấm là dấu thập phân: 1.200 được đọc là 1,2. Nếu muốn viết một nghìn hai trăm thì viết 1200."
BAD_LINK "NC0418" Error "Mã liên kết viết sai" "Liên kết tới bản ghi khác viết bằng mã của bản ghi đó."
RAW_HTML "NC0501" Warning "HTML trong nội dung bị bỏ" "Nội dung chỉ dùng Markdown; thẻ HTML bị bỏ vì lý do an toàn."
BAD_LINK_TARGET "NC0502" Error "Liên kết không được phép" "Liên kết trong nội dung chỉ được là đường dẫn tương đối, http, https, mailto hoặc tel."
MARKDOWN_DEEP "NC0503" Error "Nội dung lồng quá sâu" "Danh sách, trích dẫn và định dạng không được lồng nhau quá 32 cấp; phần sâu hơn được đưa ra ngoài."
MARKDOWN_BIG "NC0504" Error "Nội dung quá dài" "Nội dung sau khi dựng thành trang vượt giới hạn; phần vượt bị cắt."
EXTERNAL_IMAGE "NC0505" Warning "Ảnh lấy từ máy chủ khác" "Trang không tải gì từ máy chủ khác; ảnh được đổi thành liên kết. Nên tải ảnh về đặt cạnh bản ghi."
IMAGE_ALT "NC0506" Warning "Ảnh thiếu mô tả" "Mô tả ảnh giúp người khiếm thị và người dùng mạng chậm hiểu nội dung ảnh, và giúp tìm kiếm."
BROKEN_LINK "NC0601" Error "Liên kết tới bản ghi không có" "Không có bản ghi nào mang mã này."
WRONG_COLLECTION "NC0602" Error "Liên kết tới bản ghi sai loại" "Trường này chỉ liên kết tới bản ghi của một số bộ dữ liệu nhất định."
DUPLICATE_MA "NC0603" Error "Hai bản ghi trùng mã" "Mã phải là duy nhất trong toàn bộ nội dung."
MISSING_FILE "NC0604" Error "Không thấy tệp đính kèm" "Đường dẫn trỏ tới tệp không có trong thư mục nội dung."
SELF_LINK "NC0605" Warning "Bản ghi liên kết tới chính nó" "Liên kết tới chính mình không có ích cho người đọc."
DECL_UNKNOWN_KEY "NC0701" Error "Khai báo có khoá lạ" "Tệp khai báo chỉ dùng các khoá đã định; khoá lạ bị bỏ qua."
DECL_MISSING "NC0702" Error "Khai báo thiếu khoá bắt buộc" "Thiếu thông tin mà khai báo phải có."
DECL_TYPE "NC0703" Error "Kiểu trường không có" "Kiểu của trường phải là một trong các kiểu đã định."
DECL_VOCABULARY "NC0704" Error "Danh mục không có" "Trường dùng một danh mục chưa được khai báo trong _vocabularies."
DECL_DUPLICATE_FIELD "NC0705" Error "Trường khai báo hai lần" "Tên trường phải là duy nhất trong bộ dữ liệu, kể cả các trường dùng chung."
DECL_DUPLICATE_CODE "NC0706" Error "Mã danh mục trùng nhau" "Mã phải là duy nhất trong danh mục."
DECL_BROADER "NC0707" Error "Mã cấp trên sai" "Mã cấp trên (broader) phải có trong cùng danh mục và không được tạo thành vòng."
DECL_VALUE "NC0708" Error "Giá trị khai báo sai" "Giá trị không đúng kiểu hoặc không nằm trong các giá trị cho phép."
DECL_ID "NC0709" Error "Mã khai báo khác tên tệp" "Mã (id) của bộ dữ liệu hoặc danh mục phải trùng với tên tệp."
DECL_COLLECTION "NC0710" Error "Bộ dữ liệu không có" "Liên kết (to) trỏ tới một bộ dữ liệu chưa được khai báo."
DECL_DUPLICATE "NC0711" Error "Khai báo trùng nhau" "Hai bộ dữ liệu hoặc hai danh mục dùng chung mã hoặc tiền tố."
DECL_UNLESS "NC0712" Error "Điều kiện bắt buộc sai" "required_unless phải nêu một trường kiểu flag của cùng bộ dữ liệu."
DECL_DEEP "NC0713" Error "Khai báo lồng quá sâu" "Nhóm và danh sách trong khai báo không được lồng nhau quá 6 cấp."
DECL_PLACE "NC0714" Error "Mã địa bàn liên quan sai" "within và now phải là mã có trong danh mục địa bàn."
DECL_HAZARD "NC0715" Error "Mã cảnh báo sai" "hazard phải là mã của danh mục canh-bao."
DECL_DUPLICATE_LABEL "NC0716" Warning "Hai mã cùng một tên" "Hai mã của một danh mục có cùng tên hiển thị, người đọc không phân biệt được."
VAGUE_SUMMARY "NC0801" Warning "Tóm tắt khen mà không có con số" "Những chữ như mới, hiện đại, tiên tiến không giúp ai chọn được; người đọc cần con số so với cách làm cũ."
UNFILED_INVENTION "NC0802" Warning "Sáng chế chưa nộp đơn được mô tả công khai" "Giải pháp đã công bố trước ngày nộp đơn thì mất tính mới (Luật Sở hữu trí tuệ số 50/2005/QH11, Điều 60, được sửa đổi, bổ sung)."
REPEALED_POLICY "NC0803" Warning "Dẫn chính sách đã hết hiệu lực" "Người đọc sẽ tưởng chính sách còn áp dụng được."
REVIEW_OVERDUE "NC0804" Warning "Quá hạn rà soát" "Thông tin về giá, liên hệ, mức hỗ trợ cũ dần; bản ghi ghi hạn nào thì đến hạn phải xem lại."
RESTRICTED_TECHNOLOGY "NC0805" Warning "Công nghệ hạn chế hoặc cấm chuyển giao" "Luật Chuyển giao công nghệ, Điều 10 và Điều 11, cùng danh mục của nghị định đang có hiệu lực."
HAZARD_UNSAID "NC0806" Warning "Đối tượng nguy hiểm mà chưa cảnh báo" "Danh mục đối tượng đánh dấu cây, nấm, chất có độc hoặc việc nguy hiểm; bản ghi về chúng phải nêu cảnh báo."
LIKELY_DUPLICATE "NC0807" Warning "Có thể trùng với bản ghi khác" "Hai bản ghi cùng tên, cùng số hiệu, hoặc nội dung phần lớn giống nhau."
IMPORT_NO_TITLE "NC0901" Error "Dòng không có tên" "Bản ghi phải có tên; dòng không có tên không thành bản nháp và vẫn còn trong tệp gốc."
IMPORT_REPEATED_ROW "NC0902" Error "Dòng lặp lại" "Dòng giống hệt một dòng trước, nên chỉ nhập một lần."
IMPORT_VALUE "NC0903" Error "Giá trị không hợp với trường" "Chữ trong ô không phải là ngày, năm, số, số tiền, địa chỉ… mà trường cần; chữ được giữ trong nội dung."
IMPORT_CHOICE "NC0904" Error "Không có trong danh mục" "Trường chỉ nhận các mục của danh mục; chữ được giữ trong nội dung."
IMPORT_TOO_LONG "NC0905" Error "Chữ dài hơn trường cho phép" "Chữ đầy đủ được giữ trong nội dung."
IMPORT_COLUMN "NC0906" Warning "Cột chưa rõ thuộc trường nào" "Sửa tệp ánh xạ cột rồi nhập lại, hoặc chuyển chữ từ cuối nội dung vào đúng trường."
IMPORT_COLUMN_TWICE "NC0907" Warning "Hai cột cùng một trường" "Cột sau được giữ ở cuối nội dung."
IMPORT_EXTRA_CELL "NC0908" Error "Ô nằm ngoài các cột" "Thường do thừa dấu phẩy trong CSV hoặc ghi chú cạnh bảng."
IMPORT_LEGACY "NC0909" Warning "Đã đổi phông cũ sang Unicode" "Chữ TCVN3, VNI được nhận ra theo phông hoặc theo mặt chữ; chữ hoa và tên riêng nên đọc lại."
IMPORT_CELL_ERROR "NC0910" Error "Ô có lỗi công thức" "Excel ghi #REF!, #N/A… thay cho giá trị."
IMPORT_NO_HEADER "NC0911" Warning "Trang tính không có dòng tiêu đề" "Trang không có cột nào nhận ra được nên bị bỏ qua."
IMPORT_GUESSED "NC0912" Warning "Trường được đoán" "Chương trình điền theo mặt chữ của tệp; người nhập phải đọc lại."
IMPORT_IMAGE "NC0913" Warning "Ảnh không lấy được" "Ảnh dạng EMF, WMF, quá lớn hoặc hỏng vẫn còn trong tệp gốc."
IMPORT_LOST "NC0914" Warning "Chỉ còn trong tệp gốc" "Có phần của tệp mà bản nháp không giữ nguyên dạng được."
IMPORT_UNFINISHED "NC0915" Warning "Bản nháp còn phải sửa" "Bản nháp chưa đủ các trường bắt buộc hoặc còn lỗi; lệnh check nêu từng chỗ."
IMPORT_EXISTS "NC0916" Warning "Bản ghi đã có" "Đã có tệp mang mã này nên không ghi đè; nếu là bản ghi khác thì đổi tên trong tệp gốc."
IMPORT_REFUSED "NC0917" Error "Tệp không nhập được" "Tệp hỏng, có mật khẩu, quá lớn, sai dạng hoặc không an toàn; không có gì được ghi."
}

/// The row of a code, if there is one.
pub fn info(code: &str) -> Option<&'static CodeInfo> {
    TABLE
        .binary_search_by(|row| row.code.cmp(code))
        .ok()
        .and_then(|at| TABLE.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend_and_are_found() {
        assert!(TABLE.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(TABLE.iter().all(|row| info(row.code) == Some(row)));
        assert_eq!(info("NC9999"), None);
    }
}
